"""The cards of all models in a column that scrolls: what is on this computer first, then what can be had."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from enhancer_gui.core.models import Task
from enhancer_gui.gui.dialogs.model_card import ModelCard
from enhancer_gui.gui.model_rows import ModelRow
from enhancer_gui.gui.panels.model_titles import model_words
from enhancer_gui.gui.widgets import SectionTitle, TabOrder

_MARGINS = (24, 16, 14, 16)
"""Aligned with the rest of the dialog; the scroll bar, 10 px, is part of the right margin."""
_SPACING_PX = 8


class ModelList(QScrollArea):
    """Cards, filtered. `action_requested` carries a model's id and a `ModelAction`."""

    action_requested = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[str, ModelCard] = {}
        self._search = ""
        self._task: Task | None = None
        self._wanted = ""
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Models"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget(self)
        page.setProperty("kind", "panel")
        self._here_title = SectionTitle(self.tr("On this computer"), page)
        self._away_title = SectionTitle(self.tr("To download"), page)
        self._nothing = QLabel(self.tr("No model matches."), page)
        self._nothing.setProperty("kind", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._here, self._away = QVBoxLayout(), QVBoxLayout()
        self._page = page
        self._column = column = QVBoxLayout(page)
        column.setContentsMargins(*_MARGINS)
        column.setSpacing(_SPACING_PX)
        column.addWidget(self._nothing)
        for title, cards in ((self._here_title, self._here), (self._away_title, self._away)):
            cards.setSpacing(_SPACING_PX)
            column.addWidget(title)
            column.addLayout(cards)
        column.addStretch(1)
        self.setWidget(page)
        TabOrder(self, page)
        self._filter()

    def set_rows(self, rows: Iterable[ModelRow]) -> None:
        """Show these models; cards of models that are still there are kept."""
        before, self.cards = self.cards, {}
        for row in rows:
            card = before.pop(row.entry.id, None)
            if card is None:
                card = ModelCard(row, self.widget())
                card.action_requested.connect(self.action_requested)
            card.show_row(row)
            self.cards[row.entry.id] = card
            (self._here if row.is_here else self._away).addWidget(card)  # also moves it to its place in the order
        for card in before.values():
            card.hide()
            card.deleteLater()
        self._filter()
        self._go_to_wanted()

    def update_row(self, row: ModelRow) -> None:
        """Show a model as it is now."""
        if row.entry.id in self.cards:
            self.cards[row.entry.id].show_row(row)

    def set_filter(self, search: str, task: Task | None) -> None:
        """Show only models that have all words of `search` in their names and facts, and this task if any."""
        self._search, self._task = search, task
        self._filter()
        self.verticalScrollBar().setValue(0)

    def point_out(self, model_id: str) -> None:
        """Mark a model, bring it into view and give the keyboard to its first button, as soon as it is listed."""
        self._wanted = model_id
        self._go_to_wanted()

    def shown(self) -> list[str]:
        """Return the ids of the models that the filter lets through."""
        return [model_id for model_id, card in self.cards.items() if not card.isHidden()]

    def _go_to_wanted(self) -> None:
        wanted = self.cards.get(self._wanted)
        if wanted is None:
            return
        self._wanted = ""
        for card in self.cards.values():
            card.set_marked(card is wanted)
        page = self._page
        self._column.activate()
        page.resize(page.width(), max(self.viewport().height(), self._column.totalHeightForWidth(page.width())))
        self._column.activate()  # now: cards that have just come have no place yet, and nothing can be scrolled to
        middle = wanted.geometry().center().y()
        self.verticalScrollBar().setValue(middle - self.viewport().height() // 2)
        wanted.take_focus()

    def _filter(self) -> None:
        here = away = False
        for card in self.cards.values():
            matches = self._matches(card.row)
            card.setVisible(matches)
            here, away = here or (matches and card.row.is_here), away or (matches and not card.row.is_here)
        self._here_title.setVisible(here)
        self._away_title.setVisible(away)
        self._nothing.setVisible(bool(self.cards) and not here and not away)

    def _matches(self, row: ModelRow) -> bool:
        entry = row.entry
        if self._task not in (None, entry.task):
            return False
        network = entry.card.architecture if entry.card else entry.row.network if entry.row else ""
        own = model_words(entry.title), model_words(entry.summary)
        text = " ".join((entry.id, entry.title, entry.summary, *own, entry.licence, network)).casefold()
        return all(word in text for word in self._search.casefold().split())
