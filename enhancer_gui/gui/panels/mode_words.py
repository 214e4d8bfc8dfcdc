"""The ways to compare in words, for the bar and the photo's menu alike."""

from PySide6.QtCore import QCoreApplication

from enhancer_gui.gui.viewer.modes import CompareMode

translate = QCoreApplication.translate


def mode_words(mode: CompareMode) -> tuple[str, str]:
    """Return a mode's name and, in a sentence, what it shows."""
    match mode:
        case CompareMode.SPLIT:
            return translate("modes", "Split"), translate("modes", "Before and after with a divider to drag")
        case CompareMode.SPLIT_ACROSS:
            tip = translate("modes", "Before above after, with a divider to drag")
            return translate("modes", "Top and bottom"), tip
        case CompareMode.SIDE_BY_SIDE:
            return translate("modes", "Side by side"), translate("modes", "Before and after beside each other")
        case CompareMode.BLINK:
            return translate("modes", "Blink"), translate("modes", "Before and after take turns in one place")
        case CompareMode.DIFFERENCE:
            tip = translate("modes", "Grey where nothing changed, brighter the more did")
            return translate("modes", "Difference"), tip
        case CompareMode.BEFORE:
            return translate("modes", "Before"), translate("modes", "Only the original")
        case CompareMode.AFTER:
            return translate("modes", "After"), translate("modes", "Only the result")
