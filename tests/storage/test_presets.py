import json
from dataclasses import replace
from pathlib import Path

import pytest
import qtawesome
from hypothesis import given
from hypothesis import strategies as st

from enhancer_gui.core.diagnosis import Remedy, has_remedy, with_remedy
from enhancer_gui.core.errors import ConfigError, RecipeError
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import (
    ExportSpec,
    FileFormat,
    Finish,
    MetadataGroup,
    OnConflict,
    OutputSharpening,
    Recipe,
    Step,
)
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.storage.catalogue import load_catalogue
from enhancer_gui.storage.paths import resources_dir
from enhancer_gui.storage.preset_file import Preset, write_preset
from enhancer_gui.storage.presets import PresetLibrary
from enhancer_gui.storage.recipe_codec import recipe_from_dict, recipe_to_dict

RECIPE = Recipe("x2", "Enlarge 2×", (Step(Task.UPSCALE),), export=ExportSpec(size=SizeTarget(SizeMode.SCALE, 2)))
RECIPES = st.builds(
    Recipe,
    st.text(),
    st.text(),
    st.lists(st.builds(Step, st.sampled_from(Task), st.text(), st.floats(0, 1), st.booleans()), max_size=4).map(tuple),
    st.builds(Finish, st.floats(0, 1)),
    st.builds(
        ExportSpec,
        st.sampled_from(FileFormat),
        st.builds(SizeTarget, st.sampled_from(SizeMode), st.floats(0.1, 1e5), st.floats(1, 1e5), st.floats(1, 1200)),
        st.none() | st.sampled_from(BitDepth),
        st.integers(1, 100),
        st.booleans(),
        st.text(),
        st.sampled_from(OnConflict),
        left_out=st.lists(st.sampled_from(MetadataGroup), max_size=3).map(tuple),
        record=st.booleans(),
        sharpening=st.sampled_from(OutputSharpening),
        also=st.lists(st.sampled_from(FileFormat), max_size=2).map(tuple),
    ),
    st.text(),
    st.text(),
)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    shipped.mkdir()
    for order, preset_id in ((20, "a-second"), (10, "b-first")):
        recipe = replace(RECIPE, id=preset_id, name=preset_id.title())
        write_preset(shipped / f"{preset_id}.json", Preset(recipe, order))
    return shipped, own


def ids(library: PresetLibrary) -> list[str]:
    return [recipe.id for recipe in library.recipes()]


@given(RECIPES)
def test_that_a_recipe_survives_as_data(recipe: Recipe) -> None:
    data = json.loads(json.dumps(recipe_to_dict(recipe)))
    assert recipe_from_dict(data) == recipe


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("colour",), "red", "unknown field, “colour”"),
        (("steps", 0, "x"), 1, "unknown field, “steps.0.x”"),
        (("export", "size", "depth"), 1, "unknown field, “export.size.depth”"),
        (("steps", 0, "task"), "paint", "steps.0.task"),
        (("steps", 0, "strength"), 1.5, "outside 0 to 1"),
        (("steps", 0, "strength"), "1", "steps.0.strength"),
        (("finish", "strength"), -0.1, "outside 0 to 1"),
        (("finish", "strength"), float("nan"), "not a usable recipe"),
        (("export", "quality"), 0, "outside 1 to 100"),
        (("export", "size", "value"), 0, "not a size"),
        (("steps",), {}, "steps"),
        (("id",), None, "id"),
    ],
)
def test_fault_36_a_wrong_recipe_is_refused_with_the_place(
    path: tuple[str | int, ...], value: object, words: str
) -> None:
    data = json.loads(json.dumps(recipe_to_dict(RECIPE)))
    place = data
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    with pytest.raises(RecipeError, match=words):
        recipe_from_dict(data)


def test_that_missing_fields_have_their_defaults() -> None:
    assert recipe_from_dict({"id": "a", "name": "A", "steps": [{"task": "deblur"}]}) == Recipe(
        "a", "A", (Step(Task.DEBLUR),)
    )


def test_that_shipped_presets_come_first_in_their_order(folders: tuple[Path, Path]) -> None:
    library = PresetLibrary(*folders)
    assert library.problems == []
    saved = library.save(RECIPE, "Aardvark")
    assert ids(library) == ["b-first", "a-second", saved.id]
    assert ids(PresetLibrary(*folders)) == ids(library)
    assert library.is_shipped("b-first")
    assert not library.is_shipped(saved.id)


@pytest.mark.parametrize(
    ("name", "preset_id"),
    [
        ("  My  Holiday! ", "my-holiday"),
        ("Ünïcode", "unicode"),
        ("老照片", "preset"),
        ("CON", "preset-con"),
        ("../../etc", "etc"),
        ("B first", "b-first-2"),
    ],
)
def test_that_a_saved_preset_gets_a_plain_id_of_its_own(folders: tuple[Path, Path], name: str, preset_id: str) -> None:
    library = PresetLibrary(*folders)
    saved = library.save(RECIPE, name)
    assert (saved.id, saved.name) == (preset_id, " ".join(name.split()))
    assert PresetLibrary(*folders).get(preset_id) == saved
    assert library.save(RECIPE, name).id != preset_id


def test_that_a_preset_without_a_name_is_refused(folders: tuple[Path, Path]) -> None:
    with pytest.raises(ConfigError, match="needs a name"):
        PresetLibrary(*folders).save(RECIPE, " \n ")


def test_that_own_presets_are_changed_renamed_doubled_and_deleted(folders: tuple[Path, Path]) -> None:
    library = PresetLibrary(*folders)
    mine = library.save(RECIPE, "Mine")
    library.update(replace(mine, summary="changed"))
    renamed = library.rename("mine", "Yours")
    assert renamed == replace(mine, summary="changed", name="Yours")
    double = library.duplicate("mine")
    assert (double.id, double.name, double.summary) == ("yours-2", "Yours (2)", "changed")
    assert library.duplicate("mine").name == "Yours (3)"
    library.delete("mine")
    assert "mine" not in ids(library)
    assert ids(PresetLibrary(*folders)) == ids(library)
    with pytest.raises(RecipeError, match="no preset “mine”"):
        library.get("mine")
    with pytest.raises(RecipeError, match="no preset"):
        library.update(replace(mine, id="nowhere"))


def test_that_an_edited_shipped_preset_keeps_its_place_until_reset(folders: tuple[Path, Path]) -> None:
    library = PresetLibrary(*folders)
    original = library.get("b-first")
    before = {path.name: path.read_bytes() for path in folders[0].iterdir()}
    library.rename("b-first", "Mine now")
    assert library.is_edited("b-first")
    assert ids(library) == ["b-first", "a-second"]
    assert PresetLibrary(*folders).get("b-first").name == "Mine now"
    with pytest.raises(ConfigError, match="came with the program"):
        library.delete("b-first")
    assert library.reset("b-first") == original == library.get("b-first")
    assert library.reset("b-first") == original
    assert not library.is_edited("b-first")
    assert {path.name: path.read_bytes() for path in folders[0].iterdir()} == before
    with pytest.raises(RecipeError):
        library.reset("nowhere")


def test_that_a_preset_travels_in_a_file(folders: tuple[Path, Path], tmp_path: Path) -> None:
    library = PresetLibrary(*folders)
    library.export_file("b-first", tmp_path / "shared.json")
    imported = library.import_file(tmp_path / "shared.json")
    assert imported == replace(library.get("b-first"), id="b-first-2")
    assert PresetLibrary(*folders).get("b-first-2") == imported


def test_fault_36_what_cannot_be_imported_is_told_and_left(folders: tuple[Path, Path], tmp_path: Path) -> None:
    library = PresetLibrary(*folders)
    file = tmp_path / "shared.json"
    for text in ("", "[]", "{", '{"schema_version": 1}', '{"schema_version": 1, "recipe": {"id": 1}}', "9" * 2**21):
        file.write_text(text)
        with pytest.raises(RecipeError):
            library.import_file(file)
        assert file.read_text() == text
    file.write_text('{"schema_version": 7, "recipe": "anything"}')
    with pytest.raises(RecipeError, match="newer version"):
        library.import_file(file)
    with pytest.raises(ConfigError):
        library.import_file(tmp_path / "missing.json")
    with pytest.raises(ConfigError):
        library.export_file("b-first", tmp_path / "missing" / "a.json")
    assert ids(library) == ["b-first", "a-second"]


def test_fault_36_a_broken_preset_is_kept_aside_and_hides_no_other(folders: tuple[Path, Path]) -> None:
    library = PresetLibrary(*folders)
    for name in ("One", "Two", "Three"):
        library.save(RECIPE, name)
    own = folders[1]
    (own / "two.json").write_text('{"schema_version": 1, "recipe": ')
    (own / "two.json.broken").write_text("an older one")
    (own / "three.json").write_bytes(b"\0" * 100)
    again = PresetLibrary(*folders)
    assert ids(again) == ["b-first", "a-second", "one"]
    assert len(again.problems) == 2
    assert "two.json.broken-2" in again.problems[1]
    assert (own / "two.json.broken").read_text() == "an older one"
    assert (own / "three.json.broken").read_bytes() == b"\0" * 100
    assert PresetLibrary(*folders).problems == []


def test_fault_36_a_newer_preset_is_left_and_never_overwritten(folders: tuple[Path, Path]) -> None:
    own = folders[1]
    own.mkdir()
    newer = '{"schema_version": 2, "recipe": {"magic": true}}'
    for name in ("mine.json", "b-first.json"):
        (own / name).write_text(newer)
    library = PresetLibrary(*folders)
    assert len(library.problems) == 2
    assert all("newer version" in problem for problem in library.problems)
    assert ids(library) == ["b-first", "a-second"]
    assert library.save(RECIPE, "Mine").id == "mine-2"
    library.rename("b-first", "Edited")
    assert (own / "mine.json").read_text() == newer
    assert (own / "b-first.json.newer").read_text() == newer


def test_fault_36_a_broken_shipped_preset_is_reported_and_left(folders: tuple[Path, Path]) -> None:
    (folders[0] / "a-second.json").write_text("{")
    library = PresetLibrary(*folders)
    assert ids(library) == ["b-first"]
    assert len(library.problems) == 1
    assert (folders[0] / "a-second.json").exists()


def test_fault_36_any_flipped_bit_loses_at_most_its_own_preset(folders: tuple[Path, Path]) -> None:
    library = PresetLibrary(*folders)
    library.save(RECIPE, "Good")
    library.save(RECIPE, "Hit")
    path = folders[1] / "hit.json"
    whole = path.read_bytes()
    for position in range(0, len(whole), 7):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 1 << position % 8]) + whole[position + 1 :])
        assert ids(PresetLibrary(*folders))[:3] == ["b-first", "a-second", "good"]


def test_fault_07_a_folder_that_cannot_be_written_is_told(folders: tuple[Path, Path]) -> None:
    folders[1].write_text("a file where the folder should be")
    library = PresetLibrary(*folders)
    with pytest.raises(ConfigError, match="cannot be used"):
        library.save(RECIPE, "Mine")
    assert ids(library) == ["b-first", "a-second"]


def test_that_the_shipped_presets_are_the_promised_ones(tmp_path: Path) -> None:
    library = PresetLibrary(resources_dir() / "presets", tmp_path)
    assert library.problems == []
    assert ids(library) == [
        "enlarge-2x",
        "enlarge-4x",
        "photo-4x",
        "screen-4k",
        "print-a4-300",
        "sharpen-motion",
        "sharpen-focus",
        "clean",
        "old-photo",
    ]
    for recipe in library.recipes():
        assert recipe.summary
        assert recipe.icon
    named = {step.model_id for recipe in library.recipes() for step in recipe.steps} - {""}
    assert named == {"photo-x4"} <= load_catalogue(resources_dir() / "models").cards.keys()
    assert library.get("screen-4k").export.size.dimensions(320, 240) == (2880, 2160)
    assert library.get("print-a4-300").export.size.dimensions(1000, 707) == (3508, 2480)
    assert library.get("print-a4-300").export.size.dimensions(707, 1000) == (2480, 3508)


def test_that_noise_is_taken_before_a_photo_is_enlarged_four_times_once_that_is_switched_on(tmp_path: Path) -> None:
    photo = PresetLibrary(resources_dir() / "presets", tmp_path).get("photo-4x")
    assert [step.task for step in photo.active_steps] == [Task.UPSCALE]
    assert not has_remedy(photo, Remedy.CLEAN)
    cleaned = with_remedy(photo, Remedy.CLEAN)
    assert [step.task for step in cleaned.active_steps] == [Task.RESTORE, Task.UPSCALE]
    assert 0.5 < cleaned.active_steps[0].strength < 1  # all of it paints skin and fur


def test_that_what_is_left_of_an_old_photos_grain_is_not_sharpened(tmp_path: Path) -> None:
    old = PresetLibrary(resources_dir() / "presets", tmp_path).get("old-photo")
    enlarging = old.steps[-1]
    assert (enlarging.task, enlarging.model_id) == (Task.UPSCALE, "photo-x4")
    assert enlarging.strength < 1  # all of it paints faces


def test_that_the_shipped_icons_exist(tmp_path: Path) -> None:
    fonts = Path(qtawesome.__file__).parent / "fonts"
    (charmap,) = fonts.glob("phosphor-charmap-*.json")
    known = json.loads(charmap.read_text(encoding="utf-8"))
    library = PresetLibrary(resources_dir() / "presets", tmp_path)
    assert [recipe.icon for recipe in library.recipes() if recipe.icon not in known] == []
