"""From a sheet of paper and how far away it is looked at to the size of the result."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.prints import (
    CARRIED_SCALE,
    PAPERS,
    PrintFit,
    PrintPlan,
    PrintVerdict,
    distance_for_dpi,
    dpi_for_distance,
    plan_print,
)
from enhancer_gui.core.sizes import MAX_SCALE
from enhancer_gui.gui.dialogs.print_preview import PrintPreview
from enhancer_gui.gui.dialogs.sheet import Sheet
from enhancer_gui.gui.panels.words import percent_words, pixel_words
from enhancer_gui.gui.widgets import ButtonKind, Choice, Notice, NumberField, TextButton, ValueSlider

WIDTH_PX = 680
ROW_PX = 12
DEFAULT_PAPER = "a4"
FINEST_DPI = 300.0
"""What print shops ask for; printers gain nothing from more."""

LEAST_DPI, MOST_DPI = 30.0, 1200.0
DISTANCES_CM = (30, 60, 100, 200)
"""In the hand, on a table or shelf, on a wall, across a room."""

TYPED = 0
"""The entry for a resolution that was typed."""

WORTH_SAYING = 0.005
MIDDLE = 0.5


_Value = TypeVar("_Value", bound=Hashable)


class PrintPlanner(Sheet):
    """Shows what a print needs and whether the photo carries it.

    Signals:
        size_chosen(SizeTarget): take this size over.
    """

    size_chosen = Signal(object)

    def __init__(
        self, name: str, photo: tuple[int, int], picture: QPixmap | None, parent: QWidget | None = None
    ) -> None:
        """Plan for a photo of this name and (width, height) in pixels."""
        super().__init__("", WIDTH_PX, parent)
        self.setWindowTitle(self.tr("Plan a print"))
        self._photo = photo
        self._plan: PrintPlan | None = None
        self.add_headline(self.tr("Plan a print of {name}").format(name=name))
        self.preview = PrintPreview(picture, self)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(ROW_PX)
        self._grid.setColumnStretch(1, 1)
        self.paper = self._choice(self.tr("Paper"), {paper.id: paper.name for paper in PAPERS}, DEFAULT_PAPER)
        self.fit = self._choice(self.tr("Shape"), self._fits(), PrintFit.FIT)
        self.distance = self._choice(self.tr("Viewing distance"), self._distances(), DISTANCES_CM[0])
        self.dpi = NumberField(self.tr("Resolution"), self, tip=self.tr("Pixels per inch of the print"))
        self.dpi.arrange(LEAST_DPI, MOST_DPI, 10.0, 0, self.tr(" dpi"))
        self.dpi.show_number(_wanted_dpi(DISTANCES_CM[0]))
        self._add_row(self.tr("Resolution"), self.dpi)
        self.place = ValueSlider(
            self.tr("Part kept"),
            MIDDLE,
            self,
            tip=self.tr("Which part of the photo is on the paper; or drag the paper."),
        )
        self.pixels, self.figures, self.advice = QLabel(self), QLabel(self), QLabel(self)
        for label, kind in ((self.pixels, "title"), (self.figures, "plain"), (self.advice, "muted")):
            label.setProperty("kind", kind)
            label.setWordWrap(True)
        self.notice = Notice(self)
        self._lay_out()
        self.use = TextButton(
            self.tr("Use this size"), ButtonKind.PRIMARY, self, tip=self.tr("Set the size in the recipe of the photo")
        )
        self.use.clicked.connect(self._take)
        cancel = TextButton(self.tr("Cancel"), ButtonKind.SECONDARY, self)
        cancel.clicked.connect(self.reject)
        self.add_foot(cancel, self.use)
        for choice in (self.paper, self.fit):
            choice.chosen.connect(self._refresh)
        self.distance.chosen.connect(self._take_distance)
        self.dpi.valueChanged.connect(self._take_dpi)
        self.place.value_changed.connect(self._refresh)
        self.preview.place_changed.connect(self._take_place)
        self._refresh()

    @property
    def plan(self) -> PrintPlan | None:
        """What is shown; None where the numbers mean nothing."""
        return self._plan

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(ROW_PX)
        right.addLayout(self._grid)
        right.addWidget(self.place)
        right.addSpacing(4)
        for label in (self.pixels, self.figures, self.advice, self.notice):
            right.addWidget(label)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        self.column.addLayout(row)

    def _choice(self, words: str, entries: Mapping[_Value, str], value: _Value) -> Choice:
        choice = Choice(words, self, tip=words)
        choice.offer(entries)
        choice.set_value(value)
        self._add_row(words, choice)
        return choice

    def _add_row(self, words: str, field: QWidget) -> None:
        label = QLabel(words, self)
        label.setBuddy(field)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)

    def _fits(self) -> dict[PrintFit, str]:
        return {PrintFit.FIT: self.tr("Fit, with white edges"), PrintFit.FILL: self.tr("Fill, edges cut off")}

    def _distances(self) -> dict[int, str]:
        hand, table, wall, room = DISTANCES_CM
        return {
            hand: self.tr("In the hand, {distance}").format(distance=_distance_words(hand)),
            table: self.tr("On a table, {distance}").format(distance=_distance_words(table)),
            wall: self.tr("On a wall, {distance}").format(distance=_distance_words(wall)),
            room: self.tr("Across a room, {distance}").format(distance=_distance_words(room)),
            TYPED: self.tr("By resolution"),
        }

    @Slot(object)
    def _take_distance(self, distance_cm: int) -> None:
        if distance_cm != TYPED:
            self.dpi.show_number(_wanted_dpi(distance_cm))
        self._refresh()

    @Slot()
    def _take_dpi(self) -> None:
        self.distance.set_value(TYPED)
        self._refresh()

    @Slot(float)
    def _take_place(self, place: float) -> None:
        self.place.set_value(place)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        paper = next(each for each in PAPERS if each.id == self.paper.value)
        self._plan = plan_print(self._photo, paper, self.dpi.value(), PrintFit(str(self.fit.value)), self.place.value)
        self.place.setVisible(self._plan.cut_share > WORTH_SAYING)
        self.pixels.setText(self._pixel_words(self._plan))
        self.figures.setText(self._figures(self._plan))
        is_carried = self._plan.verdict in (PrintVerdict.ENOUGH, PrintVerdict.ENLARGED)
        self.advice.setVisible(is_carried)
        self.notice.set_notice("" if is_carried else self._problem(self._plan), self._remedy(self._plan))
        self.advice.setText(self._praise(self._plan))
        self.use.setEnabled(self._plan.verdict is not PrintVerdict.IMPOSSIBLE)
        self.preview.show_plan(self._plan, self._figures(self._plan))
        if self.isVisible():
            self.refit()

    def _pixel_words(self, plan: PrintPlan) -> str:
        try:
            return pixel_words(*plan.size.dimensions(*self._photo))
        except RecipeError:
            return self.tr("Not possible from this photo")

    def _figures(self, plan: PrintPlan) -> str:
        lines = [
            self.tr("The photo itself has {dpi} dpi at this size.").format(dpi=round(plan.source_dpi)),
            self.tr("Enlarged {factor}×, it has {dpi} dpi.").format(factor=_number(plan.factor), dpi=round(plan.dpi))
            if plan.factor > 1
            else self.tr("That is reduced to {dpi} dpi.").format(dpi=round(plan.dpi)),
        ]
        if plan.cut_share > WORTH_SAYING:
            lines.append(self.tr("{share} of the photo is cut off.").format(share=percent_words(plan.cut_share)))
        if plan.white_share > WORTH_SAYING:
            lines.append(self.tr("{share} of the paper stays white.").format(share=percent_words(plan.white_share)))
        return "\n".join(lines)

    def _praise(self, plan: PrintPlan) -> str:
        if plan.verdict is PrintVerdict.ENOUGH:
            return self.tr("The photo carries this print without being enlarged.")
        return self.tr("An enlargement carries this print.")

    def _problem(self, plan: PrintPlan) -> str:
        if plan.verdict is PrintVerdict.IMPOSSIBLE:
            return self.tr("The photo is too small: the most is {most}×.").format(most=round(MAX_SCALE))
        return self.tr("The photo hardly carries this print: beyond {most}× detail is invented.").format(
            most=round(CARRIED_SCALE)
        )

    def _remedy(self, plan: PrintPlan) -> str:
        words = self.tr(
            "Its detail is good for {dpi} dpi here, sharp from {distance} on. Choose smaller paper, or more distance."
        )
        distance = _distance_words(distance_for_dpi(plan.carried_dpi))
        return words.format(dpi=round(plan.carried_dpi), distance=distance)

    @Slot()
    def _take(self) -> None:
        if self._plan is not None:
            self.size_chosen.emit(self._plan.size)
            self.accept()


def _wanted_dpi(distance_cm: float) -> float:
    """Return the resolution for a distance, rounded up to tens and no finer than print shops ask for."""
    return min(FINEST_DPI, -(-dpi_for_distance(distance_cm) // 10) * 10)


def _distance_words(distance_cm: float) -> str:
    """Return a distance in cm, from a metre on in metres."""
    translate = QCoreApplication.translate
    if distance_cm < 100:
        return translate("PrintPlanner", "{0} cm").format(round(distance_cm))
    return translate("PrintPlanner", "{0} m").format(_number(distance_cm / 100))


def _number(value: float) -> str:
    text = QLocale().toString(value, "f", 1)
    point = QLocale().decimalPoint()
    return text.rstrip("0").rstrip(point) if point in text else text
