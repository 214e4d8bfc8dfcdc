"""Results of earlier runs are told from originals by their names."""

from pathlib import Path

import pytest

from enhancer_gui.jobs.earlier_results import photos_to_open, result_names, without_earlier_results

IDS = ("4k-screen",)


def kept(pattern: str, *names: str) -> list[str]:
    return [photo.as_posix() for photo in without_earlier_results(map(Path, names), pattern, IDS)]


@pytest.mark.parametrize(
    "result",
    [
        "IMG_1-upscale-2x.jpg",
        "IMG_1-upscale-2x-2.jpg",
        "IMG_1-4k-screen.png",
        "img_1-Deblur.JPG",
        "IMG_1-upscale-fit-3840x2160.tif",
    ],
)
def test_that_a_result_beside_its_original_is_left_out(result: str) -> None:
    assert kept("{name}-{preset}", "IMG_1.jpg", result) == ["IMG_1.jpg"]


@pytest.mark.parametrize("other", ["IMG_1-2.jpg", "IMG_1-edited.jpg", "IMG_2-deblur.jpg", "sub/IMG_1-deblur.jpg"])
def test_that_other_photos_stay(other: str) -> None:
    assert kept("{name}-{preset}", "IMG_1.jpg", other) == ["IMG_1.jpg", other]


def test_that_an_own_pattern_and_the_usual_one_are_both_known() -> None:
    photos = ("a.jpg", "a_640x480 (2x).jpg", "a-deblur.jpg", "a_640 (2x).jpg")
    assert kept("{name}_{width}x{height} ({scale})", *photos) == ["a.jpg", "a_640 (2x).jpg"]


def test_that_a_result_of_a_result_is_left_out_too() -> None:
    assert kept("{name}-{preset}", "a.jpg", "a-deblur.jpg", "a-deblur-upscale-2x.jpg") == ["a.jpg"]


def test_that_names_alone_tell_nothing() -> None:
    assert result_names("{name}", IDS) is None
    assert kept("{name}", "a.jpg", "a-2.jpg") == ["a.jpg", "a-2.jpg"]


@pytest.mark.parametrize("pattern", ["{name", "{nobody}-x", "{0}{name}", ""])
def test_that_a_pattern_that_cannot_be_used_leaves_the_usual_one(pattern: str) -> None:
    assert kept(pattern, "a.jpg", "a-deblur.jpg", "a-x.jpg") == ["a.jpg", "a-x.jpg"]


def test_that_what_lies_in_the_folder_of_results_is_left_out_when_the_folder_around_it_is_searched() -> None:
    root, output = Path("trip"), Path("trip/results")
    photos = [root / "a.jpg", output / "a-deblur.jpg", output / "anything.jpg"]
    assert photos_to_open(photos, root, output, "{name}-{preset}", IDS) == [root / "a.jpg"]
    inside = [output / "a.jpg", output / "a-deblur.jpg", output / "anything.jpg"]
    assert photos_to_open(inside, output, output, "{name}-{preset}", IDS) == [inside[0], inside[2]]


def test_that_a_result_beside_its_original_is_left_out_wherever_the_next_results_go() -> None:
    photos = [Path("trip/a.jpg"), Path("trip/a-deblur.jpg")]
    assert photos_to_open(photos, Path("trip"), Path("elsewhere"), "{name}-{preset}", IDS) == [photos[0]]
