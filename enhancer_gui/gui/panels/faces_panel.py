"""The faces in the photo, a card each."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from enhancer_gui.core.faces import FaceShare, strength_of, with_share
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.panels.face_card import FaceCard, FaceFacts
from enhancer_gui.gui.panels.section import Section


class FacesPanel(Section):
    """Cards for the faces that were found; hidden where there are none.

    Attributes:
        recipe_changed: carries the recipe with another strength of a face.
        look_asked: carries the region of a face that the user wants to see.
    """

    recipe_changed = Signal(Recipe)
    look_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Faces"), parent)
        self._recipe: Recipe | None = None
        self.cards: tuple[FaceCard, ...] = ()
        self.set_faces(())

    @Slot(object)
    def set_faces(self, faces: Sequence[FaceFacts]) -> None:
        """Show these faces; cards are kept while the faces stay the same and only their pictures change."""
        if tuple(face.region for face in faces) != tuple(card.region for card in self.cards):
            self._rebuild(faces)
        for card, face in zip(self.cards, faces, strict=True):
            card.show_facts(face)
        self.setVisible(bool(faces))

    def set_recipe(self, recipe: Recipe | None) -> None:
        """Show a recipe's strengths; None switches the section off."""
        self._recipe = recipe
        self.setEnabled(recipe is not None)
        for card in self.cards:
            card.show_strength(1.0 if recipe is None else strength_of(recipe.finish.faces, card.region))

    def _rebuild(self, faces: Sequence[FaceFacts]) -> None:
        for card in self.cards:
            self.rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = tuple(FaceCard(face, number, self) for number, face in enumerate(faces, 1))
        for card in self.cards:
            card.share_changed.connect(self._take)
            card.look_asked.connect(self.look_asked)
            self.rows.addWidget(card)
        self.set_recipe(self._recipe)

    def _take(self, share: FaceShare) -> None:
        if self._recipe is not None:
            finish = self._recipe.finish
            finish = replace(finish, faces=with_share(finish.faces, share))
            self._recipe = replace(self._recipe, finish=finish)
            self.recipe_changed.emit(self._recipe)
