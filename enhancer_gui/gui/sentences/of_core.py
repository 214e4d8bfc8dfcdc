"""What core/ says; written by packaging/translations/collect_sentences.py."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

PATTERNS: tuple[str, ...] = (
    str(QT_TRANSLATE_NOOP("Sentences", "{0} {1} is not a size.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Give a number above zero.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} dpi is not a resolution.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Give one of 1 to {0} dpi.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} is no place to cut.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Give one of 0 to 1.")),
    str(QT_TRANSLATE_NOOP("Sentences", "This size is {0} times the photo's; the most is {1} times.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Choose a smaller size.")),
)
