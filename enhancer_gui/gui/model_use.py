"""A recipe that names a model: pure, so that one click in the models dialog can be undone by choosing a preset."""

from dataclasses import replace

from enhancer_gui.core.models import ModelCard, Task
from enhancer_gui.core.recipe import Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget


def with_model(recipe: Recipe, card: ModelCard) -> Recipe:
    """Return the recipe with a model in the first step of its task; a step is added where there is none.

    A recipe that does not enlarge takes over the scale of an enlarging model.
    """
    place = next((index for index, step in enumerate(recipe.steps) if step.task is card.task), None)
    if place is None:
        # What cleans and sharpens comes before what enlarges: it then works on fewer pixels.
        step = Step(card.task, card.id)
        steps = (*recipe.steps, step) if card.task is Task.UPSCALE else (step, *recipe.steps)
        changed = replace(recipe, steps=steps)
    else:
        changed = recipe.with_step(place, replace(recipe.steps[place], model_id=card.id, enabled=True))
    size = recipe.export.size
    if card.task is Task.UPSCALE and size.mode is SizeMode.SCALE and size.value <= 1:
        changed = replace(changed, export=replace(recipe.export, size=SizeTarget(value=float(card.scale))))
    return changed
