"""What the analysis finds and the program never uses: told by where a file would lie in the frozen folder."""

from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

MODULES = (
    # Libraries that others can use and that are not asked for.
    *("IPython", "matplotlib", "pandas", "pytest", "scipy", "setuptools", "skimage", "tkinter"),
    *("curses", "ensurepip", "lib2to3", "pydoc_data", "readline", "sqlite3"),
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PyQt5", "PyQt6", "PySide2"),
    # Extras that are not bundled: Ray brings a world of its own, pillow-heif is GPL.
    *("ray", "pillow_heif", "OpenEXR", "spandrel", "torchvision", "tensorboard"),
    # Of torch: what writes for TensorBoard and compiles for GPUs.
    *("torch.utils.tensorboard", "jinja2", "triton"),
)

FILES = (
    # Plugins of Qt that bring a language (QML), a reader of PDF, databases, printers, and keyboards on screens.
    *("*/plugins/platforminputcontexts/*qtvirtualkeyboard*", "*/plugins/imageformats/*qpdf*", "*/plugins/sqldrivers/*"),
    *("*/plugins/qmltooling/*", "*/plugins/designer/*", "*/plugins/vectorimageformats/*", "*/plugins/printsupport/*"),
    # Qt's own network: the window speaks to nobody but a second start; downloads are httpx's.
    *("*/plugins/tls/*", "*/plugins/networkinformation/*"),
    # Needs GTK, which is not bundled; the desktop's own dialogs come through its portal.
    "*/plugins/platformthemes/*qgtk3*",
    # Screens without a desktop.
    *("*/plugins/platforms/*eglfs*", "*/plugins/platforms/*linuxfb*", "*/plugins/platforms/*vnc*"),
    *("*/plugins/platforms/*vkkhrdisplay*", "*/plugins/platforms/*minimal*", "*/plugins/egldeviceintegrations/*"),
    *("*/plugins/generic/*", "*/plugins/wayland-graphics-integration-server/*"),
    *("*Qt6Qml*", "*Qt6Quick*", "*Qt6VirtualKeyboard*", "*Qt6Pdf*", "*Qt6EglF*", "*Qt6WaylandCompositor*"),
    # The window paints without OpenGL; QtPy offers it to whoever asks.
    *("*/QtOpenGL*", "*Qt6OpenGL*"),
    # Qt's words in languages that the window does not speak.
    "*/translations/qt*",
    # Software OpenGL for Windows machines without a driver: the window paints without OpenGL.
    "*opengl32sw*",
)
KEPT = ("*/translations/qtbase_zh_CN.qm",)

STRIPPED = ("libtorch_cpu.so", "libtorch_python.so", "libpython*.so*")
"""Libraries of Linux whose names of inner functions are a fifth of them, or more: 89 of 434 MB, 9 of 30 and 17 of 23.

By name, since not every library survives it: numpy's OpenBLAS, whose wheel was patched, does not."""

Entry = tuple[str, str, str]
"""PyInstaller's: where a file will lie, where it is now (or where a link leads from there), its kind."""

EXTENSION, LINK = "EXTENSION", "SYMLINK"


def is_wanted(path: str) -> bool:
    """Return whether a file belongs into the frozen folder.

    Args:
        path: relative to the folder, with either kind of separator.
    """
    path = "/" + path.replace("\\", "/")
    return any(fnmatchcase(path, kept) for kept in KEPT) or not any(fnmatchcase(path, unwanted) for unwanted in FILES)


def without_orphans(entries: list[Entry], packages: str, imports: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Return the binaries without those libraries of the system that only unwanted plugins have needed.

    Args:
        entries: the binaries that are wanted.
        packages: the folder of installed packages; what lies there has been asked for by name.
        imports: returns the names of the libraries that the file at a path needs.
    """
    sources = {PurePath(target).name: source for target, source, kind in entries if kind != LINK}
    waiting = [
        PurePath(target).name
        for target, source, kind in entries
        if kind != LINK and (kind == EXTENSION or source.startswith(packages) or "libpython" in target)
    ]
    reached = set(waiting)
    while waiting:
        for name in imports(sources[waiting.pop()]):
            if name in sources and name not in reached:
                reached.add(name)
                waiting.append(name)
    return [entry for entry in entries if entry[2] == LINK or PurePath(entry[0]).name in reached]


def without_loose_links(entries: list[Entry], others: Iterable[Entry]) -> list[Entry]:
    """Return entries without those links that lead to nothing among them and some others."""
    there = {PurePath(target) for part in (entries, others) for target, _source, kind in part if kind != LINK}
    return [entry for entry in entries if entry[2] != LINK or PurePath(entry[0]).parent / entry[1] in there]


def without_names(entries: list[Entry], folder: Path, strip: Callable[[str, Path], None]) -> list[Entry]:
    """Return the binaries, those of `STRIPPED` exchanged for copies without what only a debugger reads.

    Args:
        entries: the binaries that are wanted.
        folder: where the copies go.
        strip: writes the copy of the file at a path to another one.
    """
    exchanged: list[Entry] = []
    for target, source, kind in entries:
        name = PurePath(target).name
        if kind != LINK and any(fnmatchcase(name, pattern) for pattern in STRIPPED):
            folder.mkdir(parents=True, exist_ok=True)
            strip(source, folder / name)
            exchanged.append((target, str(folder / name), kind))
        else:
            exchanged.append((target, source, kind))
    return exchanged
