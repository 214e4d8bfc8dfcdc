"""From options to a recipe."""

import re
from dataclasses import replace

import pytest

from enhancer_gui.cli.recipe_options import RecipeOptions, build_recipe
from enhancer_gui.cli.size_options import SizeOptions, size_target
from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, FileFormat, Finish, OnConflict, Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.jobs.earlier_results import RECIPE_ID
from tests.fakes import fake_card

PRESET = Recipe(
    "old-photo",
    "Old photo",
    (Step(Task.RESTORE), Step(Task.UPSCALE, enabled=False)),
    export=ExportSpec(format=FileFormat.TIFF, quality=80, name_pattern="{name}_old", on_conflict=OnConflict.SKIP),
)


def steps(options: RecipeOptions) -> list[tuple[Task, str]]:
    return [(step.task, step.model_id) for step in build_recipe(options).active_steps]


def test_that_no_option_enlarges_twice() -> None:
    recipe = build_recipe(RecipeOptions())
    assert recipe.steps == (Step(Task.UPSCALE),)
    assert recipe.export == ExportSpec(size=SizeTarget(SizeMode.SCALE, 2.0))
    assert recipe.id == "upscale-2x"


def test_that_a_size_alone_means_upscale() -> None:
    recipe = build_recipe(RecipeOptions(size=SizeTarget(SizeMode.FIT, 3840, 2160)))
    assert recipe.steps == (Step(Task.UPSCALE),)
    assert recipe.export.size == SizeTarget(SizeMode.FIT, 3840, 2160)
    assert recipe.id == "upscale-fit-3840x2160"


def test_that_deblur_alone_keeps_the_size() -> None:
    recipe = build_recipe(RecipeOptions(tasks=(Task.DEBLUR,)))
    assert recipe.steps == (Step(Task.DEBLUR),)
    assert recipe.export.size == SizeTarget()
    assert recipe.id == "deblur"


def test_that_tasks_keep_their_order_and_upscale_enlarges_twice() -> None:
    recipe = build_recipe(RecipeOptions(tasks=(Task.RESTORE, Task.DEBLUR, Task.UPSCALE)))
    assert [step.task for step in recipe.steps] == [Task.RESTORE, Task.DEBLUR, Task.UPSCALE]
    assert recipe.export.size.value == 2
    assert recipe.id == "restore-deblur-upscale-2x"


def test_that_a_size_without_an_enlarging_step_adds_one_at_the_end() -> None:
    assert steps(RecipeOptions(tasks=(Task.DEBLUR,), size=SizeTarget(value=3.0))) == [
        (Task.DEBLUR, ""),
        (Task.UPSCALE, ""),
    ]
    assert steps(RecipeOptions(preset=PRESET, size=SizeTarget(value=3.0))) == [(Task.RESTORE, ""), (Task.UPSCALE, "")]


def test_that_a_model_alone_implies_its_task_and_scale() -> None:
    recipe = build_recipe(RecipeOptions(models=(fake_card("sharp-x4", Task.UPSCALE, 4),)))
    assert recipe.steps == (Step(Task.UPSCALE, "sharp-x4"),)
    assert recipe.export.size == SizeTarget(value=4.0)
    assert build_recipe(RecipeOptions(models=(fake_card("d", Task.DEBLUR, 1),))).export.size == SizeTarget()


def test_that_a_model_goes_to_the_step_of_its_task() -> None:
    models = (fake_card("big", Task.UPSCALE, 4),)
    assert steps(RecipeOptions(tasks=(Task.DEBLUR, Task.UPSCALE), models=models)) == [
        (Task.DEBLUR, ""),
        (Task.UPSCALE, "big"),
    ]
    assert steps(RecipeOptions(preset=PRESET, models=models)) == [(Task.RESTORE, ""), (Task.UPSCALE, "big")]


@pytest.mark.parametrize(
    "options",
    [
        RecipeOptions(preset=PRESET, tasks=(Task.DEBLUR,)),
        RecipeOptions(tasks=(Task.DEBLUR, Task.DEBLUR)),
        RecipeOptions(tasks=(Task.DEBLUR,), models=(fake_card("big", Task.UPSCALE, 4),)),
        RecipeOptions(tasks=(Task.UPSCALE,), models=(fake_card("a", Task.UPSCALE, 2), fake_card("b", Task.UPSCALE, 2))),
    ],
)
def test_that_contradictions_are_refused(options: RecipeOptions) -> None:
    with pytest.raises(RecipeError):
        build_recipe(options)


def test_that_a_preset_is_kept_but_for_what_is_given() -> None:
    assert build_recipe(RecipeOptions(preset=PRESET)) == PRESET
    changed = build_recipe(
        RecipeOptions(preset=PRESET, strength=0.5, formats=(FileFormat.PNG,), depth=BitDepth.U16, keep_metadata=False)
    )
    assert changed.finish.strength == 0.5
    wanted = replace(PRESET.export, format=FileFormat.PNG, depth=BitDepth.U16, keep_metadata=False)
    assert changed.export == wanted


def test_that_zero_strength_is_not_mistaken_for_none() -> None:
    assert build_recipe(RecipeOptions(strength=0.0)).finish.strength == 0.0


@pytest.mark.parametrize(
    ("options", "target"),
    [
        (SizeOptions(), None),
        (SizeOptions(scale=2.5), SizeTarget(SizeMode.SCALE, 2.5)),
        (SizeOptions(width=1920), SizeTarget(SizeMode.WIDTH, 1920)),
        (SizeOptions(long_side=4000), SizeTarget(SizeMode.LONG_SIDE, 4000)),
        (SizeOptions(megapixels=24.5), SizeTarget(SizeMode.MEGAPIXELS, 24.5)),
        (SizeOptions(fill="3840x2160"), SizeTarget(SizeMode.FILL, 3840, 2160)),
        (SizeOptions(crop="1795x1205"), SizeTarget(SizeMode.CROP, 1795, 1205)),
        (SizeOptions(fit="3840 × 2160"), SizeTarget(SizeMode.FIT, 3840, 2160)),
    ],
)
def test_that_a_size_option_becomes_its_target(options: SizeOptions, target: SizeTarget | None) -> None:
    assert size_target(options) == target


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (SizeOptions(scale=2, width=100), "--scale and --width exclude each other"),
        (SizeOptions(fit="3840"), "--fit 3840 is not a box"),
        (SizeOptions(fill="0x100"), "not a size"),
    ],
)
def test_that_a_size_that_means_nothing_is_refused(options: SizeOptions, words: str) -> None:
    with pytest.raises(RecipeError, match=words):
        size_target(options)


@pytest.mark.parametrize("mode", list(SizeMode))
@pytest.mark.parametrize("value", [0.5, 2, 1920, 12_345_678])
def test_that_every_own_recipe_id_is_recognised(mode: SizeMode, value: float) -> None:
    size = SizeTarget(mode, value, value if mode.is_box else 0, 300)
    recipe = build_recipe(RecipeOptions(tasks=(Task.DEBLUR, Task.UPSCALE), size=size))
    assert re.fullmatch(RECIPE_ID, recipe.id), recipe.id


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("20x30cm", SizeTarget(SizeMode.PAPER_CM, 20, 30, 240)),
        ("210 x 297 mm", SizeTarget(SizeMode.PAPER_CM, 21, 29.7, 240)),
        ("8×10in", SizeTarget(SizeMode.PAPER_INCH, 8, 10, 240)),
    ],
)
def test_that_paper_is_told_with_its_unit(text: str, target: SizeTarget) -> None:
    size = size_target(SizeOptions(paper=text, dpi=240))
    assert size is not None and (size.mode, size.dpi) == (target.mode, 240)
    assert (size.value, size.value2) == pytest.approx((target.value, target.value2))
    with pytest.raises(RecipeError, match="no size of paper"):
        size_target(SizeOptions(paper="20x30"))


def test_that_a_resolution_goes_with_any_size() -> None:
    recipe = build_recipe(RecipeOptions(size=SizeTarget(SizeMode.PERCENT, 150), dpi=240.0))
    assert recipe.export.size == SizeTarget(SizeMode.PERCENT, 150, dpi=240)


def test_that_further_formats_are_written_beside_the_first() -> None:
    export = build_recipe(RecipeOptions(formats=(FileFormat.JPEG, FileFormat.TIFF, FileFormat.TIFF))).export
    assert (export.format, export.also) == (FileFormat.JPEG, (FileFormat.TIFF,))


def test_that_a_denoise_strength_goes_to_the_named_model_that_has_a_twin() -> None:
    general, plain = replace(fake_card("general", Task.UPSCALE, 4), twin="weak"), fake_card("plain", Task.RESTORE, 1)
    recipe = build_recipe(RecipeOptions(models=(plain, general), denoise=0.5))
    assert [(step.model_id, step.denoise) for step in recipe.steps] == [("plain", None), ("general", 0.5)]
    with pytest.raises(RecipeError, match="denoising twin"):
        build_recipe(RecipeOptions(models=(plain,), denoise=0.5))


@pytest.mark.parametrize(("asked", "expected"), [(None, 0.5), (True, 1.0), (False, 0.0)])
def test_that_the_colour_lock_can_be_switched_on_and_off(asked: bool | None, expected: float) -> None:
    preset = replace(PRESET, finish=Finish(strength=0.7, colour_lock=0.5))
    finish = build_recipe(RecipeOptions(preset=preset, colour_lock=asked)).finish
    assert finish == Finish(strength=0.7, colour_lock=expected)


def test_that_colours_are_not_locked_unless_asked_for() -> None:
    assert build_recipe(RecipeOptions()).finish.colour_lock == 0
