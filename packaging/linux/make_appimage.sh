#!/usr/bin/env bash
# An AppImage from the frozen folder:   packaging/linux/make_appimage.sh dist/Enhancer dist
# Needs appimagetool (https://github.com/AppImage/appimagetool); without it the AppDir alone is made, and said so.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bundle=$(realpath "$1")
target=$(realpath "$2")
python=${PYTHON:-python3}
appdir=$target/Enhancer.AppDir

rm -rf "$appdir"
"$python" "$here/install_tree.py" "$bundle" "$appdir/usr"
ln -s usr/share/applications/enhancer-gui.desktop "$appdir/enhancer-gui.desktop"
ln -s usr/share/icons/hicolor/256x256/apps/enhancer-gui.png "$appdir/enhancer-gui.png"
ln -s enhancer-gui.png "$appdir/.DirIcon"
install -m 755 "$here/AppRun" "$appdir/AppRun"

if ! command -v appimagetool >/dev/null; then
    echo "appimagetool is not here: $appdir is ready, the AppImage is not made." >&2
    exit 3
fi
version=$("$appdir/AppRun" enhancer --version | cut -d' ' -f2)
ARCH=$(uname -m) VERSION=$version appimagetool --comp zstd "$appdir" "$target/Enhancer-$version-$(uname -m).AppImage"
