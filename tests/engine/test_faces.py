"""Faces are found, and each shows as much of the result as the user wants, without a seam between tiles."""

import numpy as np
import pytest
from skimage import data

from enhancer_gui.core.faces import FaceShare, strength_of, with_share
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.recipe import Finish, Recipe
from enhancer_gui.engine import faces as finder
from enhancer_gui.engine.faces import find_faces
from enhancer_gui.engine.finish import finish_region
from enhancer_gui.engine.finish.faces import face_shares
from enhancer_gui.engine.resample import enlarge_region
from enhancer_gui.storage.recipe_codec import recipe_from_dict, recipe_to_dict

FACE = Region(40, 30, 40, 40)


def test_that_a_face_is_found_where_it_is_at_any_depth() -> None:
    photo = np.asarray(data.astronaut())
    found = find_faces(photo)
    assert len(found) == 1
    eyes = Region(185, 95, 65, 20)
    assert found[0].intersection(eyes) == eyes
    assert found[0].width < 160
    assert find_faces(photo.astype(np.uint16) * 257) == found


@pytest.mark.parametrize("photo", [data.coffee(), np.full((300, 300, 3), 255, np.uint8), np.zeros((9, 9, 3), np.uint8)])
def test_that_no_face_is_found_where_there_is_none(photo: np.ndarray) -> None:
    assert find_faces(photo) == ()


def test_that_without_a_detector_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = np.asarray(data.astronaut())
    assert find_faces(photo) != ()
    monkeypatch.setattr(finder, "_detector", lambda: None)
    assert find_faces(photo) == ()


def test_that_a_face_kept_has_the_photo_s_pixels_and_its_surroundings_the_result_s() -> None:
    rng = np.random.default_rng(3)
    photo = Image(rng.integers(60, 200, (100, 120, 3), dtype=np.uint8))
    whole = Region(0, 0, 240, 200)
    original = enlarge_region(photo.samples, 2, whole)
    result = original + np.float32(0.1)
    kept = Finish(faces=(FaceShare(FACE, 0.0),))
    finished = finish_region(lambda part: result[part.slices()], whole, photo, 2, kept)
    middle = FACE.scaled(2).grown(-20).slices()
    assert np.abs(finished[middle] - original[middle]).max() < 1e-6
    assert np.abs(finished[:16] - result[:16]).max() < 1e-6
    half = Finish(faces=(FaceShare(FACE, 0.5),))
    mixed = finish_region(lambda part: result[part.slices()], whole, photo, 2, half)
    assert np.abs(mixed[middle] - original[middle] - 0.05).max() < 1e-6


def test_that_the_edge_is_soft_and_the_same_in_every_tile() -> None:
    shares = (FaceShare(FACE, 0.0), FaceShare(Region(60, 40, 30, 30), 0.6))
    whole = face_shares(Region(0, 0, 120, 100), 1, shares)
    assert whole is not None
    assert whole.min() == 0
    assert whole.max() == 1
    assert np.abs(np.diff(whole, axis=1)).max() < 0.15
    part = Region(50, 20, 37, 41)
    cut = face_shares(part, 1, shares)
    assert cut is not None
    assert np.array_equal(cut, whole[part.slices()])
    assert face_shares(Region(0, 0, 5, 5), 1, shares) is None


def test_that_a_face_that_counts_in_full_is_not_kept_in_the_recipe() -> None:
    shares = with_share((), FaceShare(FACE, 0.3))
    assert strength_of(shares, FACE) == 0.3
    assert with_share(shares, FaceShare(FACE, 1.0)) == ()
    assert strength_of((), FACE) == 1.0


def test_that_faces_are_written_with_the_recipe_and_stay_with_their_photo() -> None:
    recipe = Recipe("x", "X", (), Finish(faces=(FaceShare(FACE, 0.25),)))
    assert recipe_from_dict(recipe_to_dict(recipe)) == recipe
    assert recipe.without_masks().finish == Finish()
    other = Recipe("y", "Y", (), Finish(strength=0.5))
    assert other.with_masks_of(recipe).finish == Finish(strength=0.5, faces=recipe.finish.faces)
