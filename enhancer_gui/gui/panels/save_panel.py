"""How and where the result is saved."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QWidget

from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.recipe import Chroma, ColourSpace, ExportSpec, FileFormat, OnConflict, OutputSharpening, Recipe
from enhancer_gui.gui.forecast import Forecast
from enhancer_gui.gui.panels.facts import PhotoFacts
from enhancer_gui.gui.panels.keeping_rows import KeepingRows
from enhancer_gui.gui.panels.save_choices import (
    chroma_words,
    colour_words,
    conflict_words,
    depth_words,
    format_words,
    further_words,
    has_chroma,
    has_quality,
    resolved,
    sharpening_words,
    token_words,
)
from enhancer_gui.gui.panels.section import Section, slider_row
from enhancer_gui.gui.panels.words import memory_words
from enhancer_gui.gui.sentences import words_of
from enhancer_gui.gui.theme import Glyph
from enhancer_gui.gui.widgets import Choice, ElidedLabel, IconButton, ManyChoice, ValueSlider, describe
from enhancer_gui.gui.widgets.buttons import CONTROL_PX

_PERCENT = 100
_BESIDE = "beside"
_CHOSEN = "chosen"
_CHOOSE = "choose"


class SavePanel(Section):
    """Formats, depth, quality, sharpening, folder, name, metadata and what happens when the file exists.

    Attributes:
        export_changed: emitted with the new specification.
        folder_changed: emitted with None when the user wants the results beside the photos.
        folder_wanted: the user wants to choose a folder; the answer comes through `set_folder`, also when
            nothing was chosen.
    """

    export_changed = Signal(ExportSpec)
    folder_changed = Signal(object)
    folder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Save as"), parent)
        self._spec = ExportSpec()
        self._source = FileFormat.PNG
        self._folder: Path | None = None
        self.format_choice = Choice(self.tr("Format"), self, tip=self.tr("File format of the result"))
        self.further = ManyChoice(
            self.tr("Also as"),
            self,
            none=self.tr("Nothing more"),
            tip=self.tr("The same result in further formats, beside the first"),
        )
        self.depth_choice = Choice(self.tr("Depth"), self, tip=self.tr("Bits for each colour of a pixel"))
        self.quality = ValueSlider(
            self.tr("Quality"), 0.95, self, tip=self.tr("Higher keeps more detail in a larger file.")
        )
        self.chroma_choice = Choice(
            self.tr("Colour detail"), self, tip=self.tr("Half is smaller and softens fine coloured lines.")
        )
        self.colour_choice = Choice(
            self.tr("Colours"),
            self,
            tip=self.tr("Every program shows sRGB right; the photo's own may hold more colours."),
        )
        self.sharpening_choice = Choice(
            self.tr("Sharpen for"), self, tip=self.tr("A last sharpening for what the file will be looked at on")
        )
        self.folder_choice = Choice(self.tr("Folder"), self, tip=self.tr("Where the result is saved"))
        self.pattern = QLineEdit(self)
        self.tokens = IconButton(Glyph.ADD, self.tr("Insert into the name"), self)
        self.preview = ElidedLabel("", self)
        self.file_size = QLabel(self)
        self.file_size.setProperty("kind", "muted")
        self.file_size.setToolTip(self.tr("All files together; a quiet photo needs half of it, a noisy one twice."))
        self.conflict_choice = Choice(
            self.tr("If it exists"), self, tip=self.tr("What happens when there is such a file. Originals are safe.")
        )
        self.keeping = KeepingRows(self)
        self._lay_out()
        self._connect()
        self.conflict_choice.offer(conflict_words())
        self.chroma_choice.offer(chroma_words())
        self.colour_choice.offer(colour_words())
        self.sharpening_choice.offer(sharpening_words())
        self.set_recipe(None)
        self.set_folder(None)

    def set_recipe(self, recipe: Recipe | None) -> None:
        """Show a recipe's export; None switches the section off."""
        self.setEnabled(recipe is not None)
        self._show(recipe.export if recipe else ExportSpec())

    def set_photo(self, photo: PhotoFacts | None) -> None:
        """Tell what "like the photo" stands for."""
        self._source = photo.format if photo else FileFormat.PNG
        self._show(self._spec)

    def set_folder(self, folder: Path | None) -> None:
        """Show where results go; None is beside each photo."""
        self._folder = folder
        entries: dict[str, str] = {_BESIDE: self.tr("Beside the photo")}
        if folder is not None:
            entries[_CHOSEN] = folder.name or str(folder)
        entries[_CHOOSE] = self.tr("Choose a folder…")
        self.folder_choice.offer(entries)
        self.folder_choice.set_value(_CHOSEN if folder is not None else _BESIDE)
        self.folder_choice.setToolTip(str(folder) if folder is not None else self.tr("Where the result is saved"))

    @Slot(object)
    def set_forecast(self, facts: Forecast) -> None:
        """Show the files that saving leads to and their size, or in words why it leads to none."""
        self.set_name_preview(", ".join((facts.name, *facts.also)) if facts.name else "", words_of(facts.error))
        self.file_size.setText(self.tr("about {size}").format(size=memory_words(facts.size_bytes)))
        for label in (self.file_size, self.file_size_label):
            label.setVisible(bool(facts.name))

    def set_name_preview(self, name: str, error: str = "") -> None:
        """Show what the pattern leads to, or in words why it leads to nothing."""
        self.preview.setProperty("kind", "error" if error else "muted")
        self.preview.style().unpolish(self.preview)
        self.preview.style().polish(self.preview)
        self.preview.setText(error or name)
        for label in (self.preview, self.preview_label):
            label.setVisible(bool(error or name))

    def _lay_out(self) -> None:
        self.add_row(self.tr("Format"), self.format_choice)
        self.add_row(self.tr("Also as"), self.further)
        self.add_row(self.tr("Depth"), self.depth_choice)
        self.rows.addLayout(slider_row(self.quality))
        self.chroma_label = self.add_row(self.tr("Colour detail"), self.chroma_choice)
        self.add_row(self.tr("Colours"), self.colour_choice)
        self.add_row(self.tr("Sharpen for"), self.sharpening_choice)
        self.add_row(self.tr("Folder"), self.folder_choice)
        describe(self.pattern, self.tr("Name pattern"), self.tr("Name of the file; words in braces are filled in"))
        self.pattern.setFixedHeight(CONTROL_PX)
        name = QWidget(self)
        line = QHBoxLayout(name)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.pattern, 1)
        line.addWidget(self.tokens)
        self.add_row(self.tr("Name"), name)
        self.preview_label = self.add_row("", self.preview)
        self.file_size_label = self.add_row(self.tr("File size"), self.file_size)
        self.set_forecast(Forecast())
        self.add_row(self.tr("If it exists"), self.conflict_choice)
        self.keeping.add_to(self)

    def _connect(self) -> None:
        self.format_choice.chosen.connect(self._take_format)
        self.depth_choice.chosen.connect(self._take_depth)
        self.quality.value_changed.connect(self._take_quality)
        self.folder_choice.chosen.connect(self._take_folder)
        self.pattern.textEdited.connect(self._take_pattern)
        self.tokens.clicked.connect(self._offer_tokens)
        self.conflict_choice.chosen.connect(self._take_conflict)
        self.further.ticked.connect(self._take_further)
        self.chroma_choice.chosen.connect(self._take_chroma)
        self.colour_choice.chosen.connect(self._take_colour)
        self.sharpening_choice.chosen.connect(self._take_sharpening)
        self.keeping.changed.connect(self._change)

    def _show(self, spec: ExportSpec) -> None:
        self._spec = spec
        written = resolved(spec.format, self._source)
        self.format_choice.offer(format_words(self._source))
        self.format_choice.set_value(spec.format)
        offered = depth_words(written)
        self.depth_choice.offer(offered)
        self.depth_choice.set_value(spec.depth if spec.depth in offered else next(iter(offered)))
        self.depth_choice.setEnabled(len(offered) > 1)
        self.quality.set_value(spec.quality / _PERCENT)
        self.quality.setVisible(has_quality(written))
        self.further.offer_many(further_words(written), spec.also)
        self.chroma_choice.set_value(spec.chroma)
        for control in (self.chroma_choice, self.chroma_label):
            control.setVisible(has_chroma(written))
        self.colour_choice.set_value(spec.colour)
        self.sharpening_choice.set_value(spec.sharpening)
        if self.pattern.text() != spec.name_pattern:
            self.pattern.setText(spec.name_pattern)
        self.conflict_choice.set_value(spec.on_conflict)
        self.keeping.show_spec(spec)

    def _change(self, spec: ExportSpec) -> None:
        self._show(spec)
        self.export_changed.emit(spec)

    def _take_format(self, chosen: FileFormat) -> None:
        written = resolved(chosen, self._source)
        depth = self._spec.depth if self._spec.depth in depth_words(written) else None
        also = tuple(each for each in self._spec.also if each is not written)
        self._change(replace(self._spec, format=chosen, depth=depth, also=also))

    def _take_depth(self, depth: BitDepth | None) -> None:
        self._change(replace(self._spec, depth=depth))

    def _take_quality(self, share: float) -> None:
        self._change(replace(self._spec, quality=max(1, round(share * _PERCENT))))

    def _take_folder(self, entry: str) -> None:
        if entry == _CHOOSE:
            self.folder_choice.set_value(_CHOSEN if self._folder is not None else _BESIDE)
            self.folder_wanted.emit()
        elif entry == _BESIDE and self._folder is not None:
            self.set_folder(None)
            self.folder_changed.emit(None)

    def _take_pattern(self, pattern: str) -> None:
        self._change(replace(self._spec, name_pattern=pattern))

    def _take_conflict(self, choice: OnConflict) -> None:
        self._change(replace(self._spec, on_conflict=choice))

    def _take_further(self, formats: tuple[FileFormat, ...]) -> None:
        self._change(replace(self._spec, also=formats))

    def _take_chroma(self, chroma: Chroma) -> None:
        self._change(replace(self._spec, chroma=chroma))

    def _take_colour(self, colour: ColourSpace) -> None:
        self._change(replace(self._spec, colour=colour))

    def _take_sharpening(self, sharpening: OutputSharpening) -> None:
        self._change(replace(self._spec, sharpening=sharpening))

    def _offer_tokens(self) -> None:
        menu = QMenu(self)
        for token, words in token_words().items():
            menu.addAction(f"{words}  {token}").triggered.connect(partial(self._insert, token))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.tokens.mapToGlobal(self.tokens.rect().bottomLeft()))

    def _insert(self, token: str) -> None:
        self.pattern.insert(token)
        self._take_pattern(self.pattern.text())
