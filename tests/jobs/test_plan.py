"""What a recipe means for a photo of a given size."""

from dataclasses import replace

import pytest

from enhancer_gui.core.errors import ModelError, RecipeError
from enhancer_gui.core.models import Task, Tiling
from enhancer_gui.core.recipe import ExportSpec, Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.core.work import Work
from enhancer_gui.jobs.plan import denoisable_steps, plan_work
from enhancer_gui.storage.catalogue import Catalogue
from tests.fakes import fake_card
from tests.tiny_models import tiny_card, tiny_catalogue


def plan(*steps: Step, scale: float = 2.0, catalogue: Catalogue | None = None) -> Work:
    export = ExportSpec(size=SizeTarget(SizeMode.SCALE, scale))
    return plan_work(Recipe("r", "R", steps, export=export), (100, 60), catalogue or tiny_catalogue())


def ids(work: Work) -> list[str]:
    return [stage.card.id for stage in work.stages]


def test_that_steps_run_in_order_and_switched_off_ones_do_not() -> None:
    off = Step(Task.DEBLUR, enabled=False)
    work = plan(Step(Task.RESTORE, strength=0.5), off, Step(Task.UPSCALE))
    assert ids(work) == ["tiny-restore", "tiny-x2"]
    assert work.stages[0].strength == 0.5
    assert (work.scale, work.native_size, work.target_size) == (2, (200, 120), (200, 120))


def test_that_a_named_model_runs_as_often_as_the_size_asks_for() -> None:
    assert ids(plan(Step(Task.UPSCALE, "tiny-x2"), scale=5)) == ["tiny-x2"] * 3
    assert ids(plan(Step(Task.UPSCALE, "tiny-x2"), Step(Task.UPSCALE, "tiny-x2"), scale=8)) == ["tiny-x2"] * 3
    assert ids(plan(Step(Task.UPSCALE, "tiny-x2"), scale=1)) == ["tiny-x2"]


def test_that_two_2x_passes_stand_in_for_a_4x_model_that_is_not_installed() -> None:
    assert ids(plan(Step(Task.UPSCALE), scale=4)) == ["tiny-x2"] * 2
    assert ids(plan(Step(Task.UPSCALE), scale=12)) == ["tiny-x2"] * 4
    with_4x = Catalogue(
        {card.id: card for card in (fake_card("x2", Task.UPSCALE, 2), fake_card("x4", Task.UPSCALE, 4))}
    )
    assert ids(plan(Step(Task.UPSCALE), scale=8, catalogue=with_4x)) == ["x4", "x2"]


def test_that_a_size_without_enlargement_needs_no_pass() -> None:
    assert ids(plan(Step(Task.UPSCALE), scale=1)) == []


def test_that_the_halo_of_a_chain_counts_every_stage_at_its_own_size() -> None:
    restore, double = tiny_catalogue().get("tiny-restore"), tiny_catalogue().get("tiny-x2")
    work = plan(Step(Task.RESTORE), Step(Task.UPSCALE, "tiny-x2"), scale=4)
    assert work.halo_px == restore.halo_px + double.halo_px + -(-double.halo_px // 2)
    assert work.multiple_of == 8
    assert plan(Step(Task.UPSCALE, "tiny-x2"), Step(Task.RESTORE)).multiple_of == 4


def test_that_a_missing_model_is_named() -> None:
    with pytest.raises(ModelError, match="deblur"):
        plan(Step(Task.DEBLUR))
    with pytest.raises(ModelError, match="no-such"):
        plan(Step(Task.UPSCALE, "no-such"))
    only_restore = Catalogue({"tiny-restore": tiny_card("tiny-restore", Task.RESTORE)}, ())
    with pytest.raises(ModelError, match="upscale at 2"):
        plan(Step(Task.UPSCALE), catalogue=only_restore)


def whole_card(side_px: int) -> Catalogue:
    card = replace(tiny_card("tiny-x2", Task.UPSCALE), tiling=Tiling.WHOLE, window_px=side_px)
    return Catalogue({"tiny-x2": card}, ())


def test_that_a_whole_model_is_refused_in_words_above_its_size_and_only_there() -> None:
    step = Step(Task.UPSCALE, "tiny-x2")
    with pytest.raises(ModelError, match=r"whole picture at once.* 100 × 60"):
        plan(step, catalogue=whole_card(77))
    assert ids(plan(step, catalogue=whole_card(78))) == ["tiny-x2"]
    with pytest.raises(ModelError, match="200 × 120"):
        plan(step, scale=4, catalogue=whole_card(100))


def test_that_steps_are_told_apart_by_whether_their_models_can_denoise() -> None:
    general, weak = replace(fake_card("general", Task.UPSCALE, 2), twin="weak"), fake_card("weak", Task.UPSCALE, 2)
    restore, alone = fake_card("restore", Task.RESTORE, 1), replace(general, id="alone", twin="elsewhere")
    catalogue = Catalogue({card.id: card for card in (general, weak, restore, alone)})

    def denoisable(*steps: Step) -> frozenset[int]:
        return denoisable_steps(Recipe("r", "R", steps, export=ExportSpec(size=SizeTarget(value=2))), (9, 9), catalogue)

    assert denoisable(Step(Task.RESTORE, denoise=0.5), Step(Task.UPSCALE, "general")) == {1}
    assert denoisable(Step(Task.UPSCALE, "general", enabled=False)) == frozenset()
    assert denoisable(Step(Task.UPSCALE, "alone")) == frozenset(), "the twin is not on this computer"
    assert denoisable(Step(Task.DEBLUR), Step(Task.UPSCALE, "general")) == frozenset(), "the recipe cannot be done"


def test_that_a_denoise_strength_needs_a_twin_and_is_part_of_the_result_s_identity() -> None:
    general = replace(fake_card("general", Task.UPSCALE, 2), twin="weak")
    catalogue = Catalogue({card.id: card for card in (general, fake_card("weak", Task.UPSCALE, 2))}, ())
    works = [plan(Step(Task.UPSCALE, "general", denoise=d), catalogue=catalogue) for d in (None, 0.5, 1.0)]
    assert [work.stages[0].denoise for work in works] == [None, 0.5, 1.0]
    assert [work.stages[0].twin for work in works[:2]] == [None, catalogue.get("weak")]
    assert len({work.stages[0].identity for work in works}) == 3
    with pytest.raises(RecipeError, match="no denoise strength"):
        plan(Step(Task.UPSCALE, "tiny-x2", denoise=0.5))


def test_that_more_than_16_times_is_refused() -> None:
    with pytest.raises(RecipeError):
        plan(Step(Task.UPSCALE), scale=17)
