"""Names of results never collide and never hit a source."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enhancer_gui.core.errors import PhotoError, RecipeError
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, FileFormat, OnConflict, Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.jobs.naming import TOKENS, NameFacts, Reserved, choose_target, files_of, named_target, render_name


def recipe(
    pattern: str = "{name}-{preset}", conflict: OnConflict = OnConflict.UNIQUE, form: FileFormat = FileFormat.PNG
) -> Recipe:
    export = ExportSpec(form, SizeTarget(SizeMode.SCALE, 2), name_pattern=pattern, on_conflict=conflict)
    return Recipe("enlarge", "Enlarge", (Step(Task.UPSCALE),), export=export)


def test_that_tokens_are_filled() -> None:
    name = render_name("{name}_{preset}_{scale}_{width}x{height}", Path("a/照片 12.heic"), recipe(), (300, 200))
    assert name == "照片 12_enlarge_2x_600x400"


def test_that_every_token_is_filled() -> None:
    pattern = "-".join(f"{{{token}}}" for token in TOKENS)
    facts = NameFacts(counter=7, day=date(2024, 5, 6))
    name = render_name(pattern, Path("a/b.JPG"), recipe(), (300, 200), facts)
    assert name == "b-JPG-enlarge-auto-2x-600-400-2024-05-06-007"


def test_that_models_are_named_once_each() -> None:
    steps = (Step(Task.RESTORE, "clean"), Step(Task.UPSCALE, "real-x2"), Step(Task.UPSCALE, "real-x2"))
    named = replace(recipe(), steps=steps)
    assert render_name("{model}", Path("b.jpg"), named, (3, 2)) == "clean+real-x2"
    assert render_name("{model}", Path("b.jpg"), replace(named, steps=()), (3, 2)) == "none"


def test_that_further_formats_share_the_name_and_its_number(tmp_path: Path) -> None:
    several = replace(recipe(), export=replace(recipe().export, also=(FileFormat.TIFF, FileFormat.PNG)))
    source = tmp_path / "in" / "a.jpg"
    (tmp_path / "a-enlarge.tif").write_bytes(b"x")
    first = choose_target(source, several, (3, 2), tmp_path).path
    assert first.name == "a-enlarge-2.png"
    assert [path.name for path in files_of(first, source, several)] == ["a-enlarge-2.png", "a-enlarge-2.tif"]
    second = choose_target(source.with_suffix(".webp"), several, (3, 2), tmp_path, [first]).path
    assert second.name == "a-enlarge-3.png"


def test_that_the_photos_own_format_may_be_a_further_one(tmp_path: Path) -> None:
    several = replace(recipe(), export=replace(recipe().export, also=(FileFormat.KEEP,)))
    source = tmp_path / "in" / "a.webp"
    first = choose_target(source, several, (3, 2), tmp_path).path
    assert [path.name for path in files_of(first, source, several)] == ["a-enlarge.png", "a-enlarge.webp"]
    own = source.with_suffix(".png")  # the first file has its format already
    assert [path.name for path in files_of(first, own, several)] == ["a-enlarge.png"]


def test_that_reserved_names_are_told_apart_as_on_a_file_system_that_ignores_case(tmp_path: Path) -> None:
    taken = Reserved([tmp_path / "a.png"])
    taken.add(tmp_path / "B.png")
    assert taken.stands_in_the_way(tmp_path / "A.PNG") and taken.stands_in_the_way(tmp_path / "b.png")
    assert not taken.stands_in_the_way(tmp_path / "a.tif")
    assert taken.stands_in_the_way(tmp_path / "a.tif", (FileFormat.PNG,))
    assert choose_target(Path("b.jpg"), recipe("{name}"), (3, 2), tmp_path, taken).path.name == "b-2.png"


def test_that_a_job_of_several_formats_keeps_its_further_names_from_a_job_of_one(tmp_path: Path) -> None:
    several = replace(recipe("{name}"), export=replace(recipe("{name}").export, also=(FileFormat.TIFF,)))
    taken = Reserved()
    first = choose_target(Path("in/a.jpg"), several, (3, 2), tmp_path, taken).path
    taken.add(first, several.export.also)
    one = recipe("{name}", form=FileFormat.TIFF)
    assert choose_target(Path("in/a.webp"), one, (3, 2), tmp_path, taken).path.name == "a-2.tif"


@pytest.mark.parametrize("letter", ["x", "照", "é"])
def test_fault_09_that_a_name_too_long_for_a_file_system_is_cut_and_says_what_was_done(
    tmp_path: Path, letter: str
) -> None:
    source = tmp_path / f"{letter * (250 // len(letter.encode()))}.png"
    source.write_bytes(b"x")
    first = choose_target(source, recipe(), (3, 2), tmp_path).path
    first.write_bytes(b"x")
    second = choose_target(source, recipe(), (3, 2), tmp_path).path
    second.write_bytes(b"x")
    assert first.stem.endswith(f"{letter}-enlarge") and second.stem.endswith(f"{letter}-enlarge-2")


@pytest.mark.parametrize("pattern", ["{nme}", "{name", "{0}", "{name.__class__.x}", "   "])
def test_that_a_wrong_pattern_is_named(pattern: str) -> None:
    with pytest.raises(RecipeError):
        render_name(pattern, Path("a.png"), recipe(), (300, 200))


def test_that_characters_no_file_system_takes_are_replaced() -> None:
    assert render_name("a/b:{name}?", Path("x.png"), recipe(), (3, 2)) == "a_b_x_"


@given(names=st.lists(st.sampled_from(["a.jpg", "a.png", "A.PNG", "b.jpg", "b-enlarge.png"]), min_size=1, max_size=8))
def test_fault_05_that_a_batch_gets_distinct_names(names: list[str]) -> None:
    taken: list[Path] = []
    for name in names:
        taken.append(choose_target(Path("/nowhere") / name, recipe(), (3, 2), Path("/nowhere"), taken).path)
    assert len({str(path).casefold() for path in taken}) == len(names)


@pytest.mark.parametrize("conflict", list(OnConflict))
def test_fault_04_that_the_source_is_never_chosen(tmp_path: Path, conflict: OnConflict) -> None:
    source = tmp_path / "photo.png"
    source.write_bytes(b"x")
    chosen = choose_target(source, recipe("{name}", conflict), (3, 2), tmp_path)
    assert chosen.path == tmp_path / "photo-2.png" and not chosen.skip


def test_that_conflicts_are_unique_skipped_or_overwritten(tmp_path: Path) -> None:
    there = tmp_path / "a-enlarge.png"
    there.write_bytes(b"x")
    source = tmp_path / "in" / "a.png"
    assert choose_target(source, recipe(), (3, 2), tmp_path).path.name == "a-enlarge-2.png"
    assert choose_target(source, recipe(conflict=OnConflict.SKIP), (3, 2), tmp_path).skip
    assert choose_target(source, recipe(conflict=OnConflict.OVERWRITE), (3, 2), tmp_path).path == there


def test_that_skip_recognises_the_numbered_results_of_an_earlier_batch(tmp_path: Path) -> None:
    sources = [tmp_path / "in" / name for name in ("a.jpg", "a.png")]
    for _ in range(2):
        taken: list[Path] = []
        chosen = []
        for source in sources:
            chosen.append(choose_target(source, recipe(conflict=OnConflict.SKIP), (3, 2), tmp_path, taken))
            taken.append(chosen[-1].path)
        for target in chosen:
            target.path.write_bytes(b"result")
    assert [target.path.name for target in chosen] == ["a-enlarge.png", "a-enlarge-2.png"]
    assert all(target.skip for target in chosen)


@pytest.mark.parametrize("conflict", list(OnConflict))
def test_fault_04_that_another_photo_of_the_batch_is_never_replaced(tmp_path: Path, conflict: OnConflict) -> None:
    source, other = tmp_path / "a.jpg", tmp_path / "a.png"
    source.write_bytes(b"x")
    other.write_bytes(b"y")
    chosen = choose_target(source, recipe("{name}", conflict), (3, 2), tmp_path, originals=(source, other))
    assert chosen.path == (other if chosen.skip else tmp_path / "a-2.png")
    assert chosen.skip is (conflict is OnConflict.SKIP)


def test_that_a_name_of_the_user_s_own_is_numbered_skipped_or_overwritten(tmp_path: Path) -> None:
    source, there = tmp_path / "a.jpg", tmp_path / "b.png"
    for path in (source, there, tmp_path / "b-2.png"):
        path.write_bytes(b"x")
    assert named_target(there, source, OnConflict.UNIQUE).path.name == "b-3.png"
    assert named_target(there, source, OnConflict.SKIP).skip
    assert named_target(there, source, OnConflict.OVERWRITE).path == there
    with pytest.raises(PhotoError, match="the photo itself"):
        named_target(source, source, OnConflict.OVERWRITE)
