"""Tasks, states, sizes and times in words, for all panels alike."""

import math
import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale

from enhancer_gui.backends.transfer import Phase, Transfer
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.models import Task
from enhancer_gui.gui.panels.facts import PixelValue
from enhancer_gui.gui.panels.filmstrip_row import FilmAction, FilmstripRow, PhotoState
from enhancer_gui.gui.sentences import words_of

translate = QCoreApplication.translate

_MINUTE_S = 60
_HOUR_S = 3600
_FEW_MEGAPIXELS = 0.005
_KILO = 1_000
_MEGA = 1_000_000
_GIGA = 1_000_000_000
_WHOLE_FROM = 100.0
"""From here on a decimal says nothing more."""

_WITH_CORES = re.compile(r"(.+), (\d+) cores")
"""How a machine names its processor (`engine.devices`)."""


def task_words(task: Task) -> str:
    """Return what a step does, as the name of its row."""
    match task:
        case Task.UPSCALE:
            return translate("words", "Enlarge")
        case Task.DEBLUR:
            return translate("words", "Sharpen")
        case Task.RESTORE:
            return translate("words", "Clean up")
        case Task.REPAIR:
            return translate("words", "Mend")


def task_tip(task: Task) -> str:
    """Return what a step does, in a sentence."""
    match task:
        case Task.UPSCALE:
            return translate("words", "Enlarges with a network that restores fine detail.")
        case Task.DEBLUR:
            return translate("words", "Removes blur of motion or focus.")
        case Task.RESTORE:
            return translate("words", "Removes noise and the traces of JPEG compression.")
        case Task.REPAIR:
            return translate("words", "Finds scratches, dust and creases and fills them.")


def state_word(state: PhotoState) -> str:
    """Return a photo's state in one word."""
    match state:
        case PhotoState.READY:
            return translate("words", "Ready")
        case PhotoState.WAITING:
            return translate("words", "Waiting")
        case PhotoState.CALLING:
            return translate("words", "Calling")
        case PhotoState.SENDING:
            return translate("words", "Sending")
        case PhotoState.THERE:
            return translate("words", "Waiting there")
        case PhotoState.RUNNING:
            return translate("words", "Enhancing")
        case PhotoState.SAVING:
            return translate("words", "Saving")
        case PhotoState.PAUSED:
            return translate("words", "Paused")
        case PhotoState.DONE:
            return translate("words", "Done")
        case PhotoState.SAVED:
            return translate("words", "Saved")
        case PhotoState.OUTDATED:
            return translate("words", "Changed")
        case PhotoState.FAILED | PhotoState.FAILED_THERE:
            return translate("words", "Failed")
        case PhotoState.DAMAGED:
            return translate("words", "Damaged")
        case PhotoState.CANCELLED:
            return translate("words", "Cancelled")


def action_words(action: FilmAction) -> str:
    """Return what a menu entry or hover button does."""
    match action:
        case FilmAction.PAUSE:
            return translate("words", "Pause")
        case FilmAction.RESUME:
            return translate("words", "Resume")
        case FilmAction.CANCEL:
            return translate("words", "Cancel")
        case FilmAction.RETRY:
            return translate("words", "Try again")
        case FilmAction.HERE:
            return translate("words", "Compute on this machine")
        case FilmAction.DETAILS:
            return translate("words", "What went wrong…")
        case FilmAction.REVEAL:
            return translate("words", "Show in folder")
        case FilmAction.REMOVE:
            return translate("words", "Remove from list")


def row_words(row: FilmstripRow) -> str:
    """Return all that is known of a photo, for its tooltip and for screen readers."""
    state = state_word(row.state)
    if row.state in (PhotoState.SENDING, PhotoState.RUNNING, PhotoState.PAUSED):
        state = f"{state}, {percent_words(row.fraction)}"
    if row.eta_s is not None:
        state = f"{state}, {left_words(row.eta_s)}"
    return "\n".join(part for part in (row.path.name, state, words_of(row.message)) if part)


def duration_words(seconds: float) -> str:
    """Return a time in at most two units, rounded up to what can be told ("4 s", "3 min", "2 h 5 min")."""
    whole = max(0, math.ceil(seconds))
    if whole < _MINUTE_S:
        return translate("words", "{0} s").format(whole)
    minutes = math.ceil(whole / _MINUTE_S)
    if minutes < _HOUR_S // _MINUTE_S:
        return translate("words", "{0} min").format(minutes)
    hours, rest = divmod(minutes, _HOUR_S // _MINUTE_S)
    return translate("words", "{0} h {1} min").format(hours, rest)


def left_words(seconds: float) -> str:
    """Return how long something still takes ("31 s left")."""
    return translate("words", "{0} left").format(duration_words(seconds))


def count_words(count: int) -> str:
    """Return a number of things in the digits of the locale ("2,000")."""
    return QLocale().toString(count)


def percent_words(share: float) -> str:
    """Return a share 0..1 in percent, rounded down: 100 % is said only when nothing is left."""
    return translate("words", "{0} %").format(math.floor(share * 100 + 1e-9))


def pixel_words(width: int, height: int) -> str:
    """Return a size ("1200 × 800 px · 0.96 MP")."""
    return translate("words", "{0} × {1} px · {2} MP").format(width, height, megapixel_figure(width * height / _MEGA))


def megapixel_figure(megapixels: float) -> str:
    """Return a count of megapixels with as many decimals as say something: an icon has 0.0004."""
    if 0 < megapixels < _FEW_MEGAPIXELS:
        return QLocale().toString(megapixels, "g", 1)
    decimals = 0 if megapixels >= _WHOLE_FROM else 1 if megapixels >= 1 else 2
    return QLocale().toString(megapixels, "f", decimals)


def memory_words(size_bytes: int) -> str:
    """Return an amount of memory in the units of the locale ("1.1 GB")."""
    return amount_words(size_bytes, 1 if size_bytes >= _GIGA else 0)


def amount_words(size_bytes: int, decimals: int) -> str:
    """Return an amount in the units of the locale; one below a kilobyte in kilobytes, rounded up.

    Qt's own "bytes" is a word, and in the language of the locale, which need not be that of the window.
    """
    if size_bytes < _KILO:
        return f"{QLocale().toString(-(-size_bytes // _KILO))} kB"
    return QLocale().formattedDataSize(size_bytes, decimals, QLocale.DataSizeFormat.DataSizeSIFormat)


def device_words(name: str) -> str:
    """Return a device's name as its machine tells it, the cores of a processor in the user's language."""
    told = _WITH_CORES.fullmatch(name)
    return name if told is None else translate("words", "{0}, {1} cores").format(*told.groups())


def transfer_words(transfer: Transfer) -> str:
    """Return what is on the line to another machine ("Sending to studio: 12 of 28 MB")."""
    host, done, total = transfer.host, memory_words(transfer.done_bytes), memory_words(transfer.total_bytes)
    match transfer.phase:
        case Phase.CALLING:
            return translate("words", "Calling {0}…").format(host)
        case Phase.SENDING:
            return translate("words", "Sending to {0}: {1} of {2}").format(host, done, total)
        case Phase.WAITING:
            return translate("words", "Waiting for {0}").format(host)
        case Phase.RECEIVING:
            return translate("words", "{0} of {1} received").format(done, total)


def folder_words(folder: Path) -> str:
    """Return a folder's path as people write it: "~" stands for the home folder ("~/Pictures")."""
    home = Path.home()
    if not folder.is_relative_to(home):
        return str(folder)
    return str(Path("~", folder.relative_to(home)))


def speed_words(megapixels_per_s: float) -> str:
    """Return a throughput ("1.8 MP/s"), a slow one with as many decimals as say something ("0.004 MP/s")."""
    decimals = 1 if megapixels_per_s >= 1 else 2 if megapixels_per_s >= 0.01 else 3
    return translate("words", "{0} MP/s").format(QLocale().toString(megapixels_per_s, "f", decimals))


def sample_words(value: PixelValue) -> str:
    """Return a pixel's red, green and blue in its own depth."""
    if value.depth is BitDepth.F32:
        return "  ".join(f"{sample:.3f}" for sample in value.samples)
    digits = len(str(value.depth.white))
    return "  ".join(f"{round(sample):>{digits}}" for sample in value.samples)
