"""What can be tried on a photo: every preset that differs, and the recipe in hand with other models."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.core.work import Stage
from enhancer_gui.jobs.plan import plan_work
from enhancer_gui.storage.catalogue import Catalogue

FEWEST, MOST = 2, 6
"""Below two there is nothing to compare; beyond six the cells are stamps."""

CHOSEN_AT_FIRST = 4


@dataclass(frozen=True)
class Candidate:
    """One way to enhance the photo.

    Attributes:
        id: of the preset, or made of the recipe and the model.
        title: for people; a shipped preset's is still to be translated.
        recipe: what is done if it is chosen.
        stages: the models that this means for the photo; two candidates never have the same.
        is_preset: whether it is a preset as it stands, but for the photo's masks and faces.
        is_changed: whether it is the recipe in hand, beside the preset of the same title that it came from.
    """

    id: str
    title: str
    recipe: Recipe
    stages: tuple[Stage, ...]
    is_preset: bool
    is_changed: bool = False


def candidates(
    recipe: Recipe, presets: Iterable[Recipe], catalogue: Catalogue, size: tuple[int, int]
) -> tuple[Candidate, ...]:
    """Return what can be tried on a photo of (width, height), the recipe in hand first; its masks are everyone's.

    Recipes that cannot be done here, do nothing, or do the same as an earlier one are left out.
    """
    found: dict[tuple[Stage, ...], Candidate] = {}
    offered = [(recipe.id, recipe.name, recipe, False)]
    offered += [(preset.id, preset.name, preset.with_masks_of(recipe), True) for preset in presets]
    offered += list(_with_other_models(recipe, catalogue, size))
    for key, title, each, is_preset in offered:
        stages = _stages(each, catalogue, size)
        if stages:
            found.setdefault(stages, Candidate(key, title, each, stages, is_preset))
    unique: dict[str, Candidate] = {}
    for candidate in found.values():
        unique.setdefault(candidate.id, candidate)
        if (twin := unique[candidate.id]) is not candidate:  # the preset that the recipe in hand came from
            unique[twin.id] = replace(twin, is_changed=True)
            preset = replace(candidate, id=f"{candidate.id}/preset")
            unique[preset.id] = preset
    return tuple(unique.values())


def _with_other_models(
    recipe: Recipe, catalogue: Catalogue, size: tuple[int, int]
) -> Iterator[tuple[str, str, Recipe, bool]]:
    """Yield the recipe with each other model in place of one of its steps' own."""
    for index, step in enumerate(recipe.steps):
        if not step.enabled:
            continue
        own = {stage.card.id for stage in _stages(recipe, catalogue, size) if stage.card.task is step.task}
        scales = {catalogue.get(card_id).scale for card_id in own}
        for card in catalogue:
            if (
                card.task is step.task
                and card.id not in own
                and (card.scale in scales or step.task is not Task.UPSCALE)
            ):
                changed = recipe.with_step(index, replace(step, model_id=card.id, denoise=None))
                yield f"{recipe.id}/{index}/{card.id}", card.title, changed, False


def _stages(recipe: Recipe, catalogue: Catalogue, size: tuple[int, int]) -> tuple[Stage, ...]:
    try:
        return plan_work(recipe, size, catalogue).stages
    except EnhancerError:
        return ()
