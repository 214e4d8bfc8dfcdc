#!/usr/bin/env bash
# A disk image of Enhancer.app, from the root of the checkout:   packaging/macos/make_dmg.sh
#
# Needs Python with packaging/pyinstaller/requirements.txt and this package installed, and Xcode's command line tools.
# Signs when ENHANCER_CODESIGN_IDENTITY ("Developer ID Application: ...") is set, and has the image notarised when
# ENHANCER_NOTARY_PROFILE (made once by `xcrun notarytool store-credentials`) is set too; says so when it does not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
python=${PYTHON:-python3}
version=$("$python" -c 'import enhancer_gui; print(enhancer_gui.__version__)')
image=dist/Enhancer-$version-macos-$(uname -m).dmg

"$python" -m PyInstaller --noconfirm packaging/pyinstaller/enhancer.spec
if [[ -n ${ENHANCER_CODESIGN_IDENTITY:-} ]]; then
    # PyInstaller has signed every library; the bundle around them is signed last, with the hardened runtime.
    codesign --force --options runtime --timestamp --entitlements packaging/macos/entitlements.plist \
        --sign "$ENHANCER_CODESIGN_IDENTITY" dist/Enhancer.app
    codesign --verify --strict --deep dist/Enhancer.app
else
    echo "ENHANCER_CODESIGN_IDENTITY is not set: the program is not signed, and macOS will refuse it at first." >&2
fi

content=$(mktemp -d)
trap 'rm -rf "$content"' EXIT
ditto dist/Enhancer.app "$content/Enhancer.app"
cp dist/Enhancer/THIRD_PARTY.txt LICENSE "$content"
ln -s /Applications "$content/Applications"
rm -f "$image"
hdiutil create -volname "Enhancer $version" -srcfolder "$content" -fs APFS -format ULMO "$image"

if [[ -n ${ENHANCER_CODESIGN_IDENTITY:-} && -n ${ENHANCER_NOTARY_PROFILE:-} ]]; then
    codesign --timestamp --sign "$ENHANCER_CODESIGN_IDENTITY" "$image"
    xcrun notarytool submit "$image" --keychain-profile "$ENHANCER_NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature "$image"
else
    echo "The image is not notarised." >&2
fi
