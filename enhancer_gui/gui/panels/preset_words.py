"""The shipped presets in the user's language; their files hold English, and users' own presets stay as named."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from enhancer_gui.gui.panels.model_titles import model_words

CONTEXT = "Presets"

SHIPPED_WORDS: tuple[str, ...] = (
    str(QT_TRANSLATE_NOOP("Presets", "Enlarge 2×")),
    str(QT_TRANSLATE_NOOP("Presets", "Twice the size, crisp detail")),
    str(QT_TRANSLATE_NOOP("Presets", "Enlarge 4×")),
    str(QT_TRANSLATE_NOOP("Presets", "For small pictures and crops")),
    str(QT_TRANSLATE_NOOP("Presets", "4K screen")),
    str(QT_TRANSLATE_NOOP("Presets", "As large as fits a 4K screen")),
    str(QT_TRANSLATE_NOOP("Presets", "A4 print")),
    str(QT_TRANSLATE_NOOP("Presets", "300 dpi, either way up")),
    str(QT_TRANSLATE_NOOP("Presets", "Motion blur")),
    str(QT_TRANSLATE_NOOP("Presets", "Shaken camera or moving subject")),
    str(QT_TRANSLATE_NOOP("Presets", "Soft focus")),
    str(QT_TRANSLATE_NOOP("Presets", "Brings back soft edges")),
    str(QT_TRANSLATE_NOOP("Presets", "Noise and JPEG")),
    str(QT_TRANSLATE_NOOP("Presets", "Grain and JPEG blocks removed")),
    str(QT_TRANSLATE_NOOP("Presets", "Old photo")),
    str(QT_TRANSLATE_NOOP("Presets", "Mends and cleans a scan, doubles its size")),
    str(QT_TRANSLATE_NOOP("Presets", "Photo 4×")),
    str(QT_TRANSLATE_NOOP("Presets", "For real photos: noise, JPEG and softness go")),
)
"""Names and summaries in resources/presets, told to the tool that collects what is to be translated."""


def shipped_words(words: str) -> str:
    """Return a shipped preset's name or summary in the user's language, or a model's where it stands for a recipe.

    Other words come back unchanged.
    """
    translated = QCoreApplication.translate(CONTEXT, words)
    return model_words(words) if translated == words else translated
