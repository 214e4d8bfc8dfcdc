"""What gui/ says; written by packaging/translations/collect_sentences.py."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

PATTERNS: tuple[str, ...] = (
    str(QT_TRANSLATE_NOOP("Sentences", "A file cannot be used: {0}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "There is too little memory for this photo.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Close other programs or open a smaller photo.")),
    str(QT_TRANSLATE_NOOP("Sentences", "“{0}” is {1} × {2} pixels, which is not the shape of the photo ({3} × {4}).")),
    str(QT_TRANSLATE_NOOP("Sentences", "Choose a mask that was made for this photo.")),
    str(QT_TRANSLATE_NOOP("Sentences", "There is no photo here.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Copy or drag a photo or its file.")),
    str(QT_TRANSLATE_NOOP("Sentences", "There is no photo in this folder.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The pasted picture cannot be kept.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Free some space and paste it again.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Unfinished work cannot be remembered ({0}).")),
    str(QT_TRANSLATE_NOOP("Sentences", "The list of unfinished photos cannot be read.")),
    str(QT_TRANSLATE_NOOP("Sentences", "It was kept as {0}; open the photos again.")),
)
