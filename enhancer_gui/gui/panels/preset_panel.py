"""Presets as cards, and what can be done with them."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.panels.facts import PresetAction
from enhancer_gui.gui.panels.preset_words import shipped_words
from enhancer_gui.gui.panels.section import ROW_GAP_PX, Section
from enhancer_gui.gui.theme import Glyph, icon, preset_glyph
from enhancer_gui.gui.widgets import IconButton, PresetCard, StatePill, Tone
from enhancer_gui.gui.widgets.card_picture import CardPicture

_COLUMNS = 2
_GLYPHS = {
    PresetAction.SAVE: Glyph.SAVE,
    PresetAction.RENAME: Glyph.PENCIL,
    PresetAction.DUPLICATE: Glyph.COPY,
    PresetAction.DELETE: Glyph.DELETE,
    PresetAction.EXPORT: Glyph.EXPORT,
    PresetAction.IMPORT: Glyph.IMPORT,
    PresetAction.RESET: Glyph.RESET,
}
_FOR_OWN_ONLY = (PresetAction.RENAME, PresetAction.DELETE)
_GROUPS = (
    (PresetAction.SAVE, PresetAction.RESET),
    (PresetAction.RENAME, PresetAction.DUPLICATE, PresetAction.DELETE),
    (PresetAction.EXPORT, PresetAction.IMPORT),
)


class PresetPanel(Section):
    """Cards in two columns and a menu.

    Attributes:
        preset_chosen: emitted with the id of the card that was pressed, also when it is the present one.
        preset_action: emitted with the id of the preset that is meant ("" where there is none) and the action.
    """

    preset_chosen = Signal(str)
    preset_action = Signal(str, PresetAction)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Preset"), parent)
        self._cards: dict[str, PresetCard] = {}
        self._own: frozenset[str] = frozenset()
        self._pictures: Mapping[str, CardPicture] = {}
        self._current = ""
        self._is_compact = False
        self._edited = StatePill(self.tr("Edited"), Tone.ACCENT, self)
        self._edited.setToolTip(self.tr("The steps or the size differ from the preset's"))
        self._edited.hide()
        self.more = IconButton(Glyph.MORE, self.tr("Preset actions"), self, tip=self.tr("Save, rename, share presets"))
        self.more.clicked.connect(self._open_menu_of_current)
        self.head.addWidget(self._edited, 0, Qt.AlignmentFlag.AlignVCenter)
        self.head.addWidget(self.more)
        self._grid = QGridLayout()
        self._grid.setSpacing(ROW_GAP_PX)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.rows.addLayout(self._grid)

    def set_presets(self, presets: Sequence[Recipe], current: str = "", own: Collection[str] = ()) -> None:
        """Show other presets.

        Args:
            presets: in order; name, summary and icon are shown.
            current: id of the one that is marked.
            own: ids of those the user made, which can be renamed and deleted.
        """
        for card in self._cards.values():
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._own = frozenset(own)
        self._cards = {preset.id: self._card(preset) for preset in presets}
        for index, card in enumerate(self._cards.values()):
            self._grid.addWidget(card, *divmod(index, _COLUMNS))
            card.show()
        self.set_current(current)
        self._level_rows()

    def set_compact(self, compact: bool) -> None:
        """Show lower cards with names only, or cards with their summaries."""
        if compact != self._is_compact:
            self._is_compact = compact
            for card in self._cards.values():
                card.set_compact(compact)
            self._level_rows()

    @Slot(object)
    def set_pictures(self, pictures: Mapping[str, CardPicture]) -> None:
        """Show on the cards what their presets do to the photo; a card that is not named shows its words alone."""
        self._pictures = pictures
        changed = [card.set_picture(pictures.get(preset_id)) for preset_id, card in self._cards.items()]
        if any(changed):
            self._level_rows()

    def set_current(self, preset_id: str) -> None:
        """Mark a preset; an id that is not shown marks none."""
        self._current = preset_id
        for card_id, card in self._cards.items():
            card.setChecked(card_id == preset_id)

    def set_edited(self, edited: bool) -> None:
        """Say that the present recipe differs from the chosen preset, or no longer does."""
        self._edited.setVisible(edited)

    def menu_for(self, preset_id: str) -> QMenu:
        """Return a new menu with what can be done with a preset; the caller shows it."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for group in _GROUPS:
            for action in group:
                entry = menu.addAction(icon(_GLYPHS[action]), self._action_words(action))
                entry.triggered.connect(partial(self._act, preset_id, action))
                entry.setEnabled(self._allows(preset_id, action))
            menu.addSeparator()
        return menu

    def _act(self, preset_id: str, action: PresetAction) -> None:
        self.preset_action.emit(preset_id, action)

    def _allows(self, preset_id: str, action: PresetAction) -> bool:
        if action in (PresetAction.SAVE, PresetAction.IMPORT):
            return True
        return preset_id in self._cards and (action not in _FOR_OWN_ONLY or preset_id in self._own)

    def _action_words(self, action: PresetAction) -> str:
        match action:
            case PresetAction.SAVE:
                return self.tr("Save as a new preset…")
            case PresetAction.RESET:
                return self.tr("Reset to the preset")
            case PresetAction.RENAME:
                return self.tr("Rename…")
            case PresetAction.DUPLICATE:
                return self.tr("Duplicate")
            case PresetAction.DELETE:
                return self.tr("Delete")
            case PresetAction.EXPORT:
                return self.tr("Export to a file…")
            case PresetAction.IMPORT:
                return self.tr("Import from a file…")

    def _card(self, preset: Recipe) -> PresetCard:
        name, summary = preset.name, preset.summary
        if preset.id not in self._own:
            name, summary = shipped_words(name), shipped_words(summary)
        card = PresetCard(preset.id, name, summary, preset_glyph(preset.icon), self)
        card.set_compact(self._is_compact)
        card.set_picture(self._pictures.get(preset.id))
        card.clicked.connect(partial(self._choose, preset.id))
        card.customContextMenuRequested.connect(partial(self._open_menu, preset.id))
        return card

    def _choose(self, preset_id: str) -> None:
        self.set_current(preset_id)
        self.preset_chosen.emit(preset_id)

    def _open_menu(self, preset_id: str, place: QPoint) -> None:
        self._pop_up(preset_id, self._cards[preset_id].mapToGlobal(place))

    def _open_menu_of_current(self) -> None:
        self._pop_up(self._current, self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _pop_up(self, preset_id: str, place: QPoint) -> None:
        menu = self.menu_for(preset_id)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _level_rows(self) -> None:
        cards = list(self._cards.values())
        for start in range(0, len(cards), _COLUMNS):
            row = cards[start : start + _COLUMNS]
            height = max(card.sizeHint().height() for card in row)
            for card in row:
                card.setFixedHeight(height)
