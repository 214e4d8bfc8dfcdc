"""Where in the output the user looks: one scale and one offset for both halves, without any widget.

Lengths on the screen are device pixels, so that a scale of 1 puts one output pixel on one device pixel
whatever the screen's pixel ratio. Every method returns a new camera that is already clamped.
"""

import math
from dataclasses import dataclass, replace

from enhancer_gui.core.geometry import Region

MAX_SCALE = 16.0
"""Beyond 1600 % a view holds a few dozen pixels and says nothing more."""

PIXELS_FROM_SCALE = 3.0
"""From 300 % on single pixels are shown as squares: who zooms that far wants to see them, not their blur."""


@dataclass(frozen=True)
class Camera:
    """A view of a picture.

    Attributes:
        view_width: width of the view in device pixels.
        view_height: height of the view in device pixels.
        width: width of the picture in output pixels.
        height: height of the picture in output pixels.
        scale: device pixels per output pixel.
        x: device column of the picture's left edge.
        y: device row of the picture's upper edge.
        fitted: whether the picture keeps filling the view when either changes its size.
        input_scale: scale at which one pixel of the original is one device pixel; smaller than 1 for an enlargement.
        result_scale: scale at which one pixel of the result is one device pixel; smaller than 1 for a result that is
            smaller than the original, whose pixels are then some output pixels each.
    """

    view_width: int = 1
    view_height: int = 1
    width: int = 1
    height: int = 1
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0
    fitted: bool = True
    input_scale: float = 1.0
    result_scale: float = 1.0

    @property
    def fit_scale(self) -> float:
        """Scale at which the whole picture just fills the view."""
        return min(self.view_width / self.width, self.view_height / self.height, MAX_SCALE)

    @property
    def min_scale(self) -> float:
        """Smallest scale on offer: the whole picture, or 100 % of the result or of the original, if smaller."""
        return min(self.fit_scale, self.result_scale, self.input_scale)

    @property
    def percent(self) -> float:
        """Zoom in percent of the result; 100 means one pixel of it on one device pixel."""
        return self.scale / self.result_scale * 100.0

    @property
    def result_level(self) -> int:
        """How often the result's pixels are doubled along their sides: 0 unless it is smaller than the original."""
        return round(-math.log2(self.result_scale))

    @property
    def fills_view(self) -> tuple[bool, bool]:
        """Whether the picture is at least as (wide, high) as the view, which is where it can be panned."""
        return self.width * self.scale >= self.view_width, self.height * self.scale >= self.view_height

    def fit(self) -> "Camera":
        """Return the view of the whole picture."""
        return replace(self, scale=self.fit_scale, fitted=True)._clamped()

    def zoom_at(self, x: float, y: float, scale: float) -> "Camera":
        """Return the view at a scale that keeps the output point beneath device point (x, y) there.

        Where the picture is smaller than the view it is centred instead.
        """
        scale = min(max(scale, self.min_scale), MAX_SCALE)
        factor = scale / self.scale
        fitted = math.isclose(scale, self.fit_scale)
        moved = replace(self, scale=scale, x=x - (x - self.x) * factor, y=y - (y - self.y) * factor, fitted=fitted)
        return moved._clamped()

    def zoom_percent(self, percent: float) -> "Camera":
        """Return the view at a zoom in percent of the result that keeps the middle of the view in the middle."""
        return self.zoom_centre(percent / 100.0 * self.result_scale)

    def zoom_centre(self, scale: float) -> "Camera":
        """Return the view at a scale that keeps the middle of the view in the middle."""
        return self.zoom_at(self.view_width / 2, self.view_height / 2, scale)

    def centred_on(self, x: float, y: float) -> "Camera":
        """Return the view at the same scale with an output point in its middle, as far as the picture reaches."""
        middle_x, middle_y = self.view_width / 2, self.view_height / 2
        return replace(self, x=middle_x - x * self.scale, y=middle_y - y * self.scale)._clamped()

    def pan(self, dx: float, dy: float) -> "Camera":
        """Return the view with the picture moved by (dx, dy) device pixels."""
        return replace(self, x=self.x + dx, y=self.y + dy)._clamped()

    def with_view(self, view_width: int, view_height: int) -> "Camera":
        """Return the same place in a view of another size; a fitted picture is fitted again."""
        view_width, view_height = max(view_width, 1), max(view_height, 1)
        dx, dy = (view_width - self.view_width) / 2, (view_height - self.view_height) / 2
        moved = replace(self, view_width=view_width, view_height=view_height, x=self.x + dx, y=self.y + dy)
        return moved.fit() if self.fitted else moved.zoom_centre(moved.scale)

    def with_picture(self, width: int, height: int, input_scale: float = 1.0, result_scale: float = 1.0) -> "Camera":
        """Return the view of another version of the picture that shows the same place in the same size."""
        width, height = max(width, 1), max(height, 1)
        moved = replace(self, width=width, height=height, input_scale=input_scale, result_scale=result_scale)
        if self.fitted:
            return moved.fit()
        middle_x, middle_y = self.to_output(self.view_width / 2, self.view_height / 2)
        scale = min(max(self.scale * self.width / moved.width, moved.min_scale), MAX_SCALE)
        x = self.view_width / 2 - middle_x * moved.width / self.width * scale
        y = self.view_height / 2 - middle_y * moved.height / self.height * scale
        return replace(moved, scale=scale, x=x, y=y)._clamped()

    def matching(self, other: "Camera") -> "Camera":
        """Return the view of this picture that shows the place another view shows of its version, in the same size."""
        x, y = other.to_output(other.view_width / 2, other.view_height / 2)
        scale = min(max(other.scale * other.width / self.width, self.min_scale), MAX_SCALE)
        moved = replace(self, scale=scale, fitted=other.fitted)
        return moved.centred_on(x * self.width / other.width, y * self.height / other.height)

    def snapped(self) -> "Camera":
        """Return the view with its offset on whole device pixels at whole zooms, so that pixels stay crisp."""
        zoom = self.scale / self.result_scale
        if not math.isclose(zoom, round(zoom), abs_tol=1e-6):
            return self
        return replace(self, scale=round(zoom) * self.result_scale, x=float(round(self.x)), y=float(round(self.y)))

    def between(self, other: "Camera", share: float) -> "Camera":
        """Return the view a share (0..1) of the way to another one, along a straight zoom."""
        if share >= 1.0:
            return other
        scale = self.scale * (other.scale / self.scale) ** share
        span = other.scale - self.scale
        travelled = (scale - self.scale) / span if abs(span) > 1e-9 * self.scale else share
        x, y = self.x + (other.x - self.x) * travelled, self.y + (other.y - self.y) * travelled
        return replace(other, scale=scale, x=x, y=y)

    def to_output(self, x: float, y: float) -> tuple[float, float]:
        """Return the output point beneath a device point."""
        return (x - self.x) / self.scale, (y - self.y) / self.scale

    def to_device(self, x: float, y: float) -> tuple[float, float]:
        """Return the device point above an output point."""
        return self.x + x * self.scale, self.y + y * self.scale

    def visible_region(self) -> Region:
        """Return the output pixels that are at least partly in view."""
        return self.region_under(Region(0, 0, self.view_width, self.view_height))

    def region_under(self, rect: Region) -> Region:
        """Return the output pixels that are at least partly beneath a rectangle of device pixels."""
        left, top = self.to_output(rect.x, rect.y)
        right, bottom = self.to_output(rect.right, rect.bottom)
        x, y = math.floor(left + 1e-6), math.floor(top + 1e-6)
        around = Region(x, y, math.ceil(right - 1e-6) - x, math.ceil(bottom - 1e-6) - y)
        return around.intersection(Region(0, 0, self.width, self.height))

    def rect_of(self, region: Region) -> Region:
        """Return the device pixels of an output region, edges rounded so that neighbours neither overlap nor gap."""
        left, top = self.to_device(region.x, region.y)
        right, bottom = self.to_device(region.right, region.bottom)
        x, y = math.floor(left + 0.5), math.floor(top + 0.5)
        return Region(x, y, math.floor(right + 0.5) - x, math.floor(bottom + 0.5) - y)

    def picture_rect(self) -> Region:
        """Return the device pixels inside the view that the picture covers."""
        return self.rect_of(Region(0, 0, self.width, self.height)).intersection(
            Region(0, 0, self.view_width, self.view_height)
        )

    def _clamped(self) -> "Camera":
        """Return the view without needless surround: a small picture centred, a large one filling the view."""
        x = _clamp_axis(self.x, self.width * self.scale, self.view_width)
        y = _clamp_axis(self.y, self.height * self.scale, self.view_height)
        return replace(self, x=x, y=y)


def _clamp_axis(offset: float, length: float, view: int) -> float:
    if length <= view:
        return (view - length) / 2
    return min(0.0, max(offset, view - length))
