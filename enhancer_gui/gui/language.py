"""The language of the window: which one, and where its words come from."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from enhancer_gui.storage.paths import resources_dir
from enhancer_gui.storage.settings import LanguageName

TRANSLATIONS_FOLDER = "translations"
_ENGLISH = "en"
_SIMPLIFIED_CHINESE = "zh-Hans"


def install_translations(app: QCoreApplication, language: LanguageName) -> None:
    """Speak a language from now on, in Qt's own words and in ours; English needs no translation."""
    if language is LanguageName.SYSTEM:
        language = language_for(QLocale.system().uiLanguages())
    folders = (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), str(resources_dir() / TRANSLATIONS_FOLDER))
    for name, folder in zip(("qtbase", "enhancer"), folders, strict=True):
        translator = QTranslator(app)
        if translator.load(QLocale(language.value), name, "_", folder):
            app.installTranslator(translator)


def language_for(wanted: Sequence[str]) -> LanguageName:
    """Return the first of some languages that the window speaks; English where it speaks none of them.

    Qt's own search knows no English, because there is no file for it, and would give Chinese to those who have it
    second.

    Args:
        wanted: as in `QLocale.uiLanguages`, the dearest first ("en-GB", "zh-Hans-CN").
    """
    for tag in wanted:
        if tag.split("-")[0] == _ENGLISH:
            return LanguageName.ENGLISH
        if tag.startswith(_SIMPLIFIED_CHINESE):
            return LanguageName.CHINESE
    return LanguageName.ENGLISH
