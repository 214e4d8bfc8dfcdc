"""Results of earlier runs are told from originals by their names."""

from pathlib import Path

import pytest

from enhancer_gui.cli.earlier_results import result_names, without_earlier_results

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
