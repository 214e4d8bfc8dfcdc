"""Masks on disk: what was painted comes back to the last grey, and nothing else is taken for it."""

import os
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from enhancer_gui.core.errors import PhotoError, RecipeError, StoreError
from enhancer_gui.core.masks import MOST_SIDE_PX, Mask, Masks, picture_hash
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Recipe, Step
from enhancer_gui.storage.masks import (
    MaskShelf,
    active_pictures,
    mask_shelf,
    pictures_of,
    read_mask_file,
    write_mask_file,
)
from enhancer_gui.storage.paths import masks_dir
from enhancer_gui.storage.recipe_codec import recipe_from_dict, recipe_to_dict

NAME = "ab" * 32


def painted(width: int = 64, height: int = 48) -> NDArray[np.uint8]:
    """Return a picture in which every grey occurs."""
    return np.arange(width * height, dtype=np.uint32).reshape(height, width).astype(np.uint8)


def test_that_a_mask_makes_the_round_trip_through_a_png_without_loss(tmp_path: Path) -> None:
    path = tmp_path / "mask.png"
    write_mask_file(path, painted())
    with Image.open(path) as file:
        assert file.mode == "L" and file.format == "PNG"
    assert np.array_equal(read_mask_file(path), painted())
    assert picture_hash(read_mask_file(path)) == picture_hash(painted())


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "LA", "1"])
def test_that_a_mask_of_another_program_is_read_whatever_its_kind(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "mask.png"
    half = Image.new("L", (40, 20), 0)
    half.paste(255, (20, 0, 40, 20))
    file = half.convert(mode)
    if mode in ("RGBA", "LA"):
        file = Image.new(mode, (40, 20), "white")
        file.putalpha(half)
    file.save(path)
    assert np.array_equal(read_mask_file(path), np.asarray(half))


def test_that_a_huge_mask_is_reduced_and_a_photo_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mask.png"
    Image.new("L", (2 * MOST_SIDE_PX, 10), 200).save(path)
    assert read_mask_file(path).shape == (5, MOST_SIDE_PX)
    path.write_bytes(b"no picture")
    with pytest.raises(PhotoError):
        read_mask_file(path)


def test_that_a_kept_mask_is_there_for_the_next_program(tmp_path: Path) -> None:
    shelf = MaskShelf(tmp_path / "masks")
    name = shelf.take(painted())
    assert np.array_equal(shelf.get(name), painted())
    assert not (tmp_path / "masks").exists()
    shelf.write()
    assert np.array_equal(MaskShelf(tmp_path / "masks").get(name), painted())


def test_that_a_painted_picture_may_change_after_it_was_taken(tmp_path: Path) -> None:
    shelf, picture = MaskShelf(tmp_path), painted()
    name = shelf.take(picture)
    picture[:] = 0
    assert np.array_equal(shelf.get(name), painted())
    with pytest.raises(ValueError, match="read-only"):
        shelf.get(name)[0, 0] = 1


@pytest.mark.parametrize("damage", ["gone", "swapped", "torn"])
def test_that_a_missing_or_exchanged_mask_is_told_and_not_taken_for_the_right_one(tmp_path: Path, damage: str) -> None:
    shelf = MaskShelf(tmp_path)
    name = shelf.take(painted())
    shelf.write()
    file = tmp_path / f"{name}.png"
    match damage:
        case "gone":
            file.unlink()
        case "swapped":
            write_mask_file(file, painted()[::-1])
        case "torn":
            file.write_bytes(file.read_bytes()[:60])
    with pytest.raises(RecipeError, match="not on this computer") as told:
        MaskShelf(tmp_path).get(name)
    assert told.value.remedy


def test_that_a_name_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    write_mask_file(tmp_path / "secret.png", painted())
    with pytest.raises(RecipeError):
        MaskShelf(tmp_path / "masks").get("../secret")


def test_that_forgotten_masks_are_gone(tmp_path: Path) -> None:
    shelf = MaskShelf(tmp_path)
    first, second = shelf.take(painted()), shelf.take(painted()[::-1])
    shelf.write()
    shelf.forget([first])
    assert [file.stem for file in tmp_path.iterdir()] == [second]
    with pytest.raises(RecipeError):
        shelf.get(first)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_that_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        shelf = MaskShelf(tmp_path)
        shelf.take(painted())
        with pytest.raises(StoreError, match="cannot be kept"):
            shelf.write()
    finally:
        tmp_path.chmod(0o700)


def test_that_a_file_in_the_way_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "masks").write_bytes(b"")
    shelf = MaskShelf(tmp_path / "masks")
    name = shelf.take(painted())
    with pytest.raises(StoreError, match="cannot be kept"):
        shelf.write()
    assert np.array_equal(shelf.get(name), painted())


def test_that_many_threads_may_take_and_read_at_once(tmp_path: Path) -> None:
    shelf, found = MaskShelf(tmp_path), []

    def work(shade: int) -> None:
        name = shelf.take(np.full((50, 60), shade, np.uint8))
        shelf.write()
        found.append(int(shelf.get(name)[0, 0]) == shade)

    threads = [threading.Thread(target=work, args=(shade,)) for shade in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 8
    assert len(list(tmp_path.glob("*.png"))) == 8


def test_that_a_recipe_keeps_its_masks_as_data() -> None:
    masks = Masks(Mask(NAME, 12.5, inverted=True), Mask("cd" * 32))
    recipe = Recipe("a", "A", (Step(Task.DEBLUR, mask=Mask("ef" * 32)), Step(Task.UPSCALE)), masks=masks)
    assert recipe_from_dict(recipe_to_dict(recipe)) == recipe
    old = recipe_to_dict(recipe.without_masks())
    del old["masks"]
    assert recipe_from_dict(old) == recipe.without_masks()


@pytest.mark.parametrize("mask", [Mask("../../etc"), Mask(NAME, -1.0), Mask(NAME, 1e6), Mask("")])
def test_that_impossible_masks_are_refused(mask: Mask) -> None:
    with pytest.raises(RecipeError):
        recipe_from_dict(recipe_to_dict(Recipe("a", "A", (), masks=Masks(result=mask))))
    with pytest.raises(RecipeError):
        recipe_from_dict(recipe_to_dict(Recipe("a", "A", (Step(Task.DEBLUR, mask=mask),))))


def test_that_masks_stay_with_their_photo_when_a_recipe_goes_to_another() -> None:
    own = Recipe("a", "A", (Step(Task.DEBLUR, mask=Mask(NAME)), Step(Task.UPSCALE)), masks=Masks(Mask(NAME)))
    other = Recipe("b", "B", (Step(Task.UPSCALE), Step(Task.DEBLUR, strength=0.3)))
    given = other.with_masks_of(own)
    assert given.steps == (Step(Task.UPSCALE), Step(Task.DEBLUR, strength=0.3, mask=Mask(NAME)))
    assert given.masks == own.masks and given.without_masks() == other


def test_that_only_masks_with_an_effect_are_asked_for_and_must_fit_the_photo() -> None:
    shelf = mask_shelf()
    here = Mask(shelf.take(painted()))
    shelf.write()
    assert [file.stem for file in masks_dir().iterdir()] == [here.picture]
    off = Step(Task.DEBLUR, enabled=False, mask=Mask(NAME))
    recipe = Recipe("a", "A", (off,), masks=Masks(here))
    assert list(active_pictures(recipe, (640, 480))) == [here.picture]
    with pytest.raises(RecipeError, match="not on this computer"):
        active_pictures(recipe.with_step(0, replace(off, enabled=True)), (640, 480))
    with pytest.raises(RecipeError, match="shape"):
        pictures_of([here], (480, 640))
