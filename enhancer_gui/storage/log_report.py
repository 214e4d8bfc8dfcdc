"""The program's log as a report that can be sent to somebody: by default without names of files and folders.

A path tells a user's name, clients and places. What is not agreed to is taken out before anybody sees the report, so
that what is shown is what is copied.
"""

import re
from pathlib import Path

from enhancer_gui.storage.paths import log_dir

LOG_FILE = "enhancer.log"
MOST_BYTES = 300_000
"""The last few thousand lines: more than a report needs, and shown at once."""

PLACE = "<path>"
NAME = "<name>"

_ROOT = r"(?:(?<![A-Za-z])[A-Za-z]:[\\/](?!/)|\\\\|~[\\/]|(?<![\w.<:/])/(?=\w))"
_PATHS = re.compile(rf"{_ROOT}[^\n\"'“”]*?(?=: |, |[\"'“”)\]]|$)")
"""Nobody can tell where a path with spaces ends that stands without quotes: rather some words too many than a name."""

_QUOTED = re.compile(r"""(?P<open>["'“‘])(?P<path>(?:[A-Za-z]:)?[^"'“”‘’\n]*[\\/][^"'“”‘’\n]*)(?P<close>["'”’])""")
_SUFFIXES = (
    "jpe?g|png|tiff?|webp|bmp|avif|jxl|hei[cf]|jp2|exr|psd|ppm|pgm|pbm|pnm|gif|dng|cr[23]|nef|arw|orf|rw2|raf|part"
)
_NAMES = re.compile(rf"[“\"'](?P<quoted>[^“”\"'\n]+\.(?:{_SUFFIXES}))[”\"']|\S+\.(?:{_SUFFIXES})\b", re.IGNORECASE)
_CODE = re.compile(r'(?P<head>\s*File )"(?P<path>[^"\n]+)"(?P<tail>, line \d+.*)')


def read_log(folder: Path | None = None) -> str:
    """Return the end of the program's log, "" where there is none; raises OSError.

    Args:
        folder: of the log; the user's own by default.
    """
    file = (log_dir() if folder is None else folder) / LOG_FILE
    try:
        with file.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(max(0, size - MOST_BYTES))
            text = stream.read().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    return text if size <= MOST_BYTES else text[text.find("\n") + 1 :]


def without_paths(text: str) -> str:
    """Return a text in which no file's or folder's name is left; the program's own source files keep theirs."""
    return "\n".join(map(_clean, text.split("\n")))


def _clean(line: str) -> str:
    code = _CODE.fullmatch(line)
    if code is not None:  # where in the program it happened is what a report is for
        return f'{code["head"]}"{Path(code["path"].replace(chr(92), "/")).name}"{code["tail"]}'
    line = line.replace(str(Path.home()), "~")
    line = _QUOTED.sub(lambda match: f"{match['open']}{PLACE}{match['close']}", line)
    return _NAMES.sub(NAME, _PATHS.sub(PLACE, line))
