"""What stands inside sentences and is no sentence: kinds of things, asides, and how the system names its failures.

A name in quotation marks is never looked up here, so no file is renamed by its translation.
"""

from PySide6.QtCore import QT_TRANSLATE_NOOP

PHRASES: tuple[str, ...] = (
    str(QT_TRANSLATE_NOOP("Sentences", "a PDF document")),
    str(QT_TRANSLATE_NOOP("Sentences", "a drawing (SVG)")),
    str(QT_TRANSLATE_NOOP("Sentences", "a web page")),
    str(QT_TRANSLATE_NOOP("Sentences", "an archive")),
    str(QT_TRANSLATE_NOOP("Sentences", "a film or sound")),
    str(QT_TRANSLATE_NOOP("Sentences", "camera raw")),
    str(QT_TRANSLATE_NOOP("Sentences", "EXIF data")),
    str(QT_TRANSLATE_NOOP("Sentences", "XMP data")),
    str(QT_TRANSLATE_NOOP("Sentences", "IPTC data")),
    str(QT_TRANSLATE_NOOP("Sentences", "colour profile")),
    str(QT_TRANSLATE_NOOP("Sentences", "PNG or TIFF")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} to {1} pixels")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} bytes instead of {1}")),
    str(QT_TRANSLATE_NOOP("Sentences", ": decoding takes about {0}, {1} are free")),
    str(QT_TRANSLATE_NOOP("Sentences", ", {0} MB are free")),
    str(QT_TRANSLATE_NOOP("Sentences", "another address")),
    str(QT_TRANSLATE_NOOP("Sentences", "A mask of the recipe")),
    str(QT_TRANSLATE_NOOP("Sentences", "The mask of the result")),
    str(QT_TRANSLATE_NOOP("Sentences", "The mask of what is protected from sharpening")),
    str(QT_TRANSLATE_NOOP("Sentences", "The mask of the step “{0}”")),
)
"""Each is said in the layers below, which a test makes sure of."""

SYSTEM_PHRASES: tuple[str, ...] = (
    str(QT_TRANSLATE_NOOP("Sentences", "No space left on device")),
    str(QT_TRANSLATE_NOOP("Sentences", "Disk quota exceeded")),
    str(QT_TRANSLATE_NOOP("Sentences", "Permission denied")),
    str(QT_TRANSLATE_NOOP("Sentences", "Operation not permitted")),
    str(QT_TRANSLATE_NOOP("Sentences", "Read-only file system")),
    str(QT_TRANSLATE_NOOP("Sentences", "No such file or directory")),
    str(QT_TRANSLATE_NOOP("Sentences", "File exists")),
    str(QT_TRANSLATE_NOOP("Sentences", "Is a directory")),
    str(QT_TRANSLATE_NOOP("Sentences", "Not a directory")),
    str(QT_TRANSLATE_NOOP("Sentences", "File name too long")),
    str(QT_TRANSLATE_NOOP("Sentences", "File too large")),
    str(QT_TRANSLATE_NOOP("Sentences", "Input/output error")),
    str(QT_TRANSLATE_NOOP("Sentences", "Invalid argument")),
    str(QT_TRANSLATE_NOOP("Sentences", "Too many open files")),
    str(QT_TRANSLATE_NOOP("Sentences", "Cannot allocate memory")),
    str(QT_TRANSLATE_NOOP("Sentences", "Device or resource busy")),
    str(QT_TRANSLATE_NOOP("Sentences", "Resource temporarily unavailable")),
    str(QT_TRANSLATE_NOOP("Sentences", "No such device")),
    str(QT_TRANSLATE_NOOP("Sentences", "Stale file handle")),
    str(QT_TRANSLATE_NOOP("Sentences", "Connection refused")),
    str(QT_TRANSLATE_NOOP("Sentences", "Connection reset by peer")),
    str(QT_TRANSLATE_NOOP("Sentences", "Network is unreachable")),
    str(QT_TRANSLATE_NOOP("Sentences", "Broken pipe")),
)
"""How Linux names what a disk or a line may do to a photographer; other systems speak the user's language, or alike."""

TASKS: tuple[str, ...] = (
    str(QT_TRANSLATE_NOOP("Tasks", "upscale")),
    str(QT_TRANSLATE_NOOP("Tasks", "deblur")),
    str(QT_TRANSLATE_NOOP("Tasks", "restore")),
    str(QT_TRANSLATE_NOOP("Tasks", "repair")),
)
"""What core.models.Task calls the work of a step."""
