"""Names and summaries of models that are words are offered for translation; proper names are not."""

import json
import tomllib
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from enhancer_gui.gui.panels.model_titles import MODEL_CONTEXT, MODEL_WORDS, model_words
from enhancer_gui.gui.panels.preset_words import shipped_words
from enhancer_gui.storage.paths import resources_dir

LOWER_CASE_NAMES = {"mdeblur", "dysample", "v2", "v4"}


def said() -> tuple[set[str], set[str]]:
    """Return titles and summaries of all models that ship and that can be had."""
    cards = [json.loads(file.read_bytes()) for file in (resources_dir() / "models").glob("*.json")]
    for file in (resources_dir() / "catalogue").glob("*.toml"):
        cards += tomllib.loads(file.read_text("utf-8"))["model"]
    return {card["title"] for card in cards}, {card["summary"] for card in cards}


def test_that_what_is_words_is_offered_and_nothing_else() -> None:
    titles, summaries = said()
    assert summaries <= set(MODEL_WORDS)
    assert set(MODEL_WORDS) <= titles | summaries
    for title in titles - set(MODEL_WORDS):
        parts = set(title.replace(",", " ").split()) - LOWER_CASE_NAMES
        assert all(any(letter.isupper() or letter.isdigit() for letter in part) for part in parts), title


class Shouting(QTranslator):
    """Translates models, and nothing else, into capitals."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        return source.upper() if context == MODEL_CONTEXT else None


@pytest.mark.parametrize("words", [model_words, shipped_words])
def test_that_models_are_called_in_the_user_s_language(qapp: QApplication, words: Callable[[str], str]) -> None:
    translator = Shouting()
    assert QCoreApplication.installTranslator(translator)
    try:
        assert words("Mend scratches") == "MEND SCRATCHES"
    finally:
        QCoreApplication.removeTranslator(translator)
    assert words("Mend scratches") == "Mend scratches"
