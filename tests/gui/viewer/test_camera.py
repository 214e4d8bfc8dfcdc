"""The camera's arithmetic."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.camera import MAX_SCALE, Camera

SIDES = st.integers(1, 20_000)
LARGE_SIDES = st.integers(300, 20_000)
VIEWS = st.integers(1, 4_000)
SCALES = st.floats(0.01, 20.0)
SHARES = st.floats(0.0, 1.0)


@st.composite
def cameras(draw: st.DrawFn) -> Camera:
    camera = Camera(draw(VIEWS), draw(VIEWS), draw(SIDES), draw(SIDES)).fit()
    x, y = draw(SHARES) * camera.view_width, draw(SHARES) * camera.view_height
    return camera.zoom_at(x, y, draw(SCALES)) if draw(st.booleans()) else camera


@st.composite
def close_ups(draw: st.DrawFn) -> Camera:
    """Draw a view that the picture fills."""
    camera = Camera(draw(st.integers(1, 2000)), draw(st.integers(1, 2000)), *draw(st.tuples(LARGE_SIDES, LARGE_SIDES)))
    covering = max(camera.view_width / camera.width, camera.view_height / camera.height)
    camera = camera.fit().zoom_centre(covering + draw(SHARES) * (MAX_SCALE - covering))
    return camera.pan(draw(st.floats(-1e4, 1e4)), draw(st.floats(-1e4, 1e4)))


@given(cameras())
def test_that_fit_shows_the_whole_picture_centred(camera: Camera) -> None:
    fitted = camera.fit()
    left, top = fitted.to_device(0, 0)
    right, bottom = fitted.to_device(fitted.width, fitted.height)
    assert left >= -1e-6
    assert top >= -1e-6
    assert left == pytest.approx(fitted.view_width - right, abs=1e-6)
    assert top == pytest.approx(fitted.view_height - bottom, abs=1e-6)
    assert fitted.visible_region() == Region(0, 0, camera.width, camera.height)


@given(close_ups(), SHARES, SHARES, SHARES)
def test_that_zooming_in_keeps_the_pixel_under_the_pointer(
    camera: Camera, share_x: float, share_y: float, closer: float
) -> None:
    x, y = share_x * camera.view_width, share_y * camera.view_height
    zoomed = camera.zoom_at(x, y, camera.scale + closer * (MAX_SCALE - camera.scale))
    assert zoomed.to_output(x, y) == pytest.approx(camera.to_output(x, y), rel=1e-6, abs=1e-6)


@given(close_ups(), SHARES, SHARES)
def test_that_zooming_in_and_out_again_leads_back(camera: Camera, share_x: float, share_y: float) -> None:
    x, y = share_x * camera.view_width, share_y * camera.view_height
    back = camera.zoom_at(x, y, MAX_SCALE).zoom_at(x, y, camera.scale)
    assert (back.scale, back.x, back.y) == pytest.approx((camera.scale, camera.x, camera.y), rel=1e-6, abs=1e-4)


@given(cameras(), st.floats(-1e5, 1e5), st.floats(-1e5, 1e5), SCALES)
def test_that_no_needless_surround_is_ever_shown(camera: Camera, dx: float, dy: float, scale: float) -> None:
    for moved in (camera.pan(dx, dy), camera.zoom_at(dx, dy, scale), camera.with_view(333, 777)):
        left, top = moved.to_device(0, 0)
        right, bottom = moved.to_device(moved.width, moved.height)
        wide, high = moved.fills_view
        if wide:
            assert left <= 1e-6
            assert right >= moved.view_width - 1e-6
        else:
            assert left == pytest.approx(moved.view_width - right, abs=1e-6)
        if high:
            assert top <= 1e-6
            assert bottom >= moved.view_height - 1e-6
        assert min(moved.fit_scale, 1.0) <= moved.scale <= MAX_SCALE


@given(cameras())
def test_that_the_visible_region_lies_in_the_picture_and_is_not_empty(camera: Camera) -> None:
    region = camera.visible_region()
    assert not region.is_empty
    assert region.intersection(Region(0, 0, camera.width, camera.height)) == region


@given(cameras(), st.integers(1, 600))
def test_that_neighbouring_regions_meet_on_the_screen(camera: Camera, split: int) -> None:
    assume(split < camera.width)
    left = camera.rect_of(Region(0, 0, split, camera.height))
    right = camera.rect_of(Region(split, 0, camera.width - split, camera.height))
    assert left.right == right.x


@given(close_ups(), SHARES, SHARES, SHARES)
def test_that_a_glide_keeps_the_fixed_point_of_a_zoom(
    camera: Camera, share_x: float, share_y: float, share: float
) -> None:
    x, y = share_x * camera.view_width, share_y * camera.view_height
    target = camera.zoom_at(x, y, MAX_SCALE)
    between = camera.between(target, share)
    assert between.to_output(x, y) == pytest.approx(camera.to_output(x, y), rel=1e-6, abs=1e-3)
    assert min(camera.scale, target.scale) <= between.scale * (1 + 1e-9)
    assert camera.between(target, 1.0) == target


def test_that_a_hundred_percent_is_one_output_pixel_on_one_device_pixel() -> None:
    camera = Camera(800, 600, 4000, 3000).fit().zoom_centre(1.0).snapped()
    assert camera.percent == 100.0
    assert camera.rect_of(Region(1700, 1300, 10, 10)).width == 10
    assert camera.x == int(camera.x)


def test_that_a_larger_version_of_the_picture_keeps_the_place_and_its_size() -> None:
    camera = Camera(800, 600, 1000, 800).fit().zoom_at(100, 100, 4.0)
    larger = camera.with_picture(4000, 3200)
    assert larger.scale == pytest.approx(1.0)
    assert larger.to_output(400, 300) == pytest.approx([4 * place for place in camera.to_output(400, 300)])


def test_that_a_fitted_picture_stays_fitted_in_another_view() -> None:
    camera = Camera(800, 600, 4000, 3000).fit()
    assert camera.with_view(400, 300).scale == pytest.approx(0.1)
    assert camera.with_picture(8000, 6000).scale == pytest.approx(0.1)


def test_that_the_middle_stays_when_the_view_grows() -> None:
    camera = Camera(800, 600, 4000, 3000).fit().zoom_at(200, 200, 1.0)
    grown = camera.with_view(1000, 700)
    assert grown.to_output(500, 350) == pytest.approx(camera.to_output(400, 300))


def test_that_a_twenty_pixel_photo_is_enlarged_no_more_than_the_maximum() -> None:
    camera = Camera(1600, 900, 20, 20).fit()
    assert camera.scale == MAX_SCALE
    assert camera.visible_region() == Region(0, 0, 20, 20)
