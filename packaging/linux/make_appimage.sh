#!/usr/bin/env bash
# An AppImage from the frozen folder:   APPIMAGE_RUNTIME=runtime-x86_64 packaging/linux/make_appimage.sh dist/Enhancer dist
#
# Needs mksquashfs (squashfs-tools) and the runtime, the small program that mounts what follows it and starts it, of
# https://github.com/AppImage/type2-runtime/releases. An AppImage is one behind the other (the AppImage specification,
# "type 2"); appimagetool does the same with a runtime that it downloads without a check. Without one of the two the
# AppDir alone is made, and said so.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bundle=$(realpath "$1")
target=$(realpath "$2")
python=${PYTHON:-python3}
runtime=${APPIMAGE_RUNTIME:-}
appdir=$target/Enhancer.AppDir

rm -rf "$appdir"
"$python" "$here/install_tree.py" "$bundle" "$appdir/usr"
ln -s usr/share/applications/enhancer-gui.desktop "$appdir/enhancer-gui.desktop"
ln -s usr/share/icons/hicolor/256x256/apps/enhancer-gui.png "$appdir/enhancer-gui.png"
ln -s enhancer-gui.png "$appdir/.DirIcon"
install -m 755 "$here/AppRun" "$appdir/AppRun"

if [[ ! -f $runtime ]] || ! command -v mksquashfs >/dev/null; then
    echo "APPIMAGE_RUNTIME or mksquashfs is not here: $appdir is ready, the AppImage is not made." >&2
    exit 3
fi
magic=$(od -An -tx1 -j8 -N3 "$runtime" | tr -d ' ')
if [[ $magic != 414902 ]]; then # the letters AI and the type, where the ELF header has room
    echo "$runtime is no runtime of AppImages of type 2." >&2
    exit 1
fi
version=$("$appdir/AppRun" enhancer --version | cut -d' ' -f2)
image=$target/Enhancer-$version-$(uname -m).AppImage
rm -f "$image.part" "$image"
mksquashfs "$appdir" "$image.part" -offset "$(stat -c %s "$runtime")" \
    -root-owned -noappend -no-xattrs -no-progress -quiet -comp zstd -b 1M
dd if="$runtime" of="$image.part" conv=notrunc status=none
chmod 755 "$image.part"
mv "$image.part" "$image"
