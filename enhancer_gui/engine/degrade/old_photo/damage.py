"""A print aged and damaged, with the mask of what is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from enhancer_gui.engine.degrade.fields import rough_noise, spread
from enhancer_gui.engine.degrade.old_photo import lines, spots, tones
from enhancer_gui.engine.degrade.old_photo.strokes import Stroke, draw
from enhancer_gui.engine.degrade.vocabulary import Pixels, Range, Rng, Settings

# What covers less than this is taken off all opacities, so that soft edges end somewhere and the mask is exact.
_FAINTEST = 0.1
# Summed over the channels and averaged over 3x3 pixels: white on white is no damage that anyone could see.
_LEAST_CHANGE = 15 / 255
# Light and shadow beside a broken crease from this share of the tone on belong to the damage; what is fainter stays.
_FAINTEST_SHADE = 0.06


@dataclass(frozen=True)
class AgedPhoto:
    """A print in its stages.

    Attributes:
        toned: faded, stained and grainy, but whole. (H, W, 3), 0..1.
        damaged: the same with its scratches, cracks and spots. (H, W, 3), 0..1.
        mask: 1 where the picture was lost, 0 elsewhere, where `damaged` equals `toned`. (H, W), float32.
    """

    toned: Pixels
    damaged: Pixels
    mask: Pixels


@dataclass(frozen=True)
class OldPhotoDamage(Settings):
    """What decades do to a print. Each part has a probability of its own.

    Attributes:
        monochrome: share of photos in black and white or sepia; the others are colour prints.
        size: range of the widths of all damage, 1 for a small print (256 to 600 pixels) as in the published samples.
        amount: range of how much there is of each kind.
    """

    kind: Literal["old_photo"] = "old_photo"
    probability: float = 1.0
    monochrome: float = 0.65
    fading: float = 0.7
    uneven_exposure: float = 0.4
    grain: float = 0.6
    halftone: float = 0.04
    stains: float = 0.25
    dust: float = 0.65
    film_scratches: float = 0.25
    handling_scratches: float = 0.5
    hairs: float = 0.2
    cracks: float = 0.3
    folds: float = 0.3
    blotches: float = 0.25
    worn_border: float = 0.15
    torn_corner: float = 0.05
    sharpening: float = 0.3
    size: Range = (0.6, 1.8)
    amount: Range = (0.2, 1.5)

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the damaged picture, 0..1, the same shape."""
        return self.in_stages(image, rng).damaged

    def in_stages(self, image: Pixels, rng: Rng) -> AgedPhoto:
        """Return the print before and after the damage that loses content; see `AgedPhoto`."""
        size = float(np.exp(rng.uniform(*np.log(self.size))))
        toned = self._toned(image, size, rng)
        work = _Surface(toned, size, float(rng.uniform(*self.amount)), rng)
        for chance, add in (
            (self.cracks, work.add_cracks),
            (self.folds, work.add_fold),
            (self.film_scratches, work.add_film_scratches),
            (self.handling_scratches, work.add_handling_scratches),
            (self.blotches, work.add_blotches),
            (self.worn_border, work.add_worn_border),
            (self.torn_corner, work.add_torn_corner),
            (self.hairs, work.add_hairs),
            (self.dust, work.add_dust),
        ):
            if rng.random() < chance:
                add()
        photo = work.finish()
        return _sharpened(photo, size, rng) if rng.random() < self.sharpening else photo

    def _toned(self, image: Pixels, size: float, rng: Rng) -> Pixels:
        mono = rng.random() < self.monochrome
        out = tones.monochrome(image, rng) if mono else image
        parts: tuple[tuple[float, Callable[[Pixels, Rng], Pixels]], ...] = (
            (0.0 if mono else self.fading, tones.faded_dyes),
            (self.halftone, tones.halftoned),
            (self.grain, tones.grainy),
            (self.fading, tones.faded),
            (self.uneven_exposure, tones.unevenly_exposed),
            (self.stains, lambda picture, luck: tones.stained(picture, size, luck)),
        )
        for chance, change in parts:
            if rng.random() < chance:
                out = change(out, rng)
        return np.clip(out, 0, 1)


def _sharpened(photo: AgedPhoto, size: float, rng: Rng) -> AgedPhoto:
    """Return the print from a scanner that sharpens: it draws rims around all that is bare, which are lost too."""
    radius_px, amount = size * rng.uniform(0.6, 1.6), float(rng.uniform(0.3, 1.5))
    toned, damaged = (tones.sharpened(picture, radius_px, amount) for picture in (photo.toned, photo.damaged))
    change = np.abs(damaged - toned).sum(axis=2)
    lost = (photo.mask > 0) | (cv2.blur(change, (3, 3)) >= _LEAST_CHANGE)
    return AgedPhoto(toned, np.where(lost[..., None], damaged, toned), lost.astype(np.float32))


class _Surface:
    """The surface of one print while damage is added to it: the shading under it and the layers that cover it."""

    def __init__(self, toned: Pixels, size: float, amount: float, rng: Rng) -> None:
        self._toned = toned
        self._height, self._width = toned.shape[:2]
        self._size, self._amount, self._rng = size, amount, rng
        self._softness = rng.uniform(0.35, 0.8)
        warmth = 0.25 * rng.random() ** 2
        self._paper = np.array([1, 1 - 0.35 * warmth, 1 - warmth], dtype=np.float32) * np.float32(
            rng.uniform(0.72, 1.0)
        )
        self._layers: list[tuple[Pixels, Pixels]] = []
        self._ridges = np.zeros((self._height, self._width), dtype=np.float32)

    def add_cracks(self) -> None:
        strokes = lines.cracks(self._height, self._width, self._size, self._amount, self._rng)
        self._crease(draw(self._height, self._width, strokes), patchiness=0.1)
        fine = lines.cracks(self._height, self._width, 0.7 * self._size, 1.5 * self._amount, self._rng)
        self._shade(draw(self._height, self._width, fine))

    def add_fold(self) -> None:
        strokes: list[Stroke] = []
        for _ in range(1 + int(self._rng.poisson(0.4 * self._amount))):
            strokes += lines.fold(self._height, self._width, self._size, self._rng)
        self._crease(draw(self._height, self._width, strokes), patchiness=0.07)

    def add_film_scratches(self) -> None:
        self._scratch(lines.film_scratches(self._height, self._width, self._size, self._amount, self._rng), dark=0.35)

    def add_handling_scratches(self) -> None:
        strokes = lines.handling_scratches(self._height, self._width, self._size, self._amount, self._rng)
        self._scratch(strokes, dark=0.2)

    def add_hairs(self) -> None:
        self._scratch(lines.hairs(self._height, self._width, self._size, self._amount, self._rng), dark=0.45)

    def add_dust(self) -> None:
        coverage = spots.dust(self._height, self._width, self._size, self._amount, self._rng)
        self._cover(coverage, self._dark() if self._rng.random() < 0.2 else self._bright())

    def add_blotches(self) -> None:
        coverage = spots.blotches(self._height, self._width, self._size, self._amount, self._rng)
        self._cover(coverage, self._dark() if self._rng.random() < 0.25 else self._paper)

    def add_worn_border(self) -> None:
        self._cover(spots.worn_border(self._height, self._width, self._size, self._rng), self._paper)

    def add_torn_corner(self) -> None:
        gone, fringe = spots.torn_corner(self._height, self._width, self._size, self._rng)
        table = np.full(3, self._rng.choice([0.05, 0.5, 0.98]), dtype=np.float32)
        self._cover(gone, table)
        self._cover(fringe, self._paper)

    def finish(self) -> AgedPhoto:
        """Return the print with everything that was added."""
        shape = self._height, self._width
        texture = 1 + np.float32(0.05) * rough_noise(*shape, 5 * self._size, self._rng).reshape(-1)
        toned = self._toned.reshape(-1, 3)
        damaged = toned.copy()
        ridged = np.flatnonzero(np.abs(self._ridges) > _FAINTEST_SHADE)
        damaged[ridged] = np.clip(toned[ridged] * (1 + self._ridges.reshape(-1)[ridged, None]), 0, 1)
        covered = np.zeros(self._height * self._width, dtype=bool)
        covered[ridged] = True
        # Damage covers a few hundredths of a photo: only those pixels are touched.
        for opacity, colour in self._layers:
            places = np.flatnonzero(opacity > _FAINTEST)
            here = damaged[places]
            lost_to = np.minimum(texture[places, None] * colour, 1)
            share = (opacity.reshape(-1)[places, None] - np.float32(_FAINTEST)) * np.float32(1 / (1 - _FAINTEST))
            damaged[places] = here + share * (lost_to - here)
            covered[places] = True
        places = np.flatnonzero(covered)
        change = np.zeros(shape, dtype=np.float32)
        change.reshape(-1)[places] = np.abs(damaged[places] - toned[places]).sum(axis=1)
        seen = cv2.blur(change, (3, 3)).reshape(-1)[places] >= _LEAST_CHANGE
        unseen = places[~seen]
        damaged[unseen] = toned[unseen]
        covered[unseen] = False
        return AgedPhoto(self._toned, damaged.reshape(self._toned.shape), covered.astype(np.float32).reshape(shape))

    def _crease(self, coverage: Pixels, patchiness: float) -> None:
        """Add bare paper where the surface broke, and the light and shadow of its raised edges: all of it is lost."""
        self._ridges += np.float32(self._rng.uniform(0.3, 1.5)) * lines.relief(coverage, self._size, self._rng)
        self._cover(lines.frayed(coverage, self._size, patchiness, self._rng), self._paper)

    def _shade(self, coverage: Pixels) -> None:
        """Add the light and shadow of creases whose surface held; the picture is not lost there."""
        strength = np.float32(self._rng.uniform(0.2, 0.8))
        shade = lines.relief(coverage, self._size, self._rng)
        self._toned = np.clip(self._toned * spread(1 + strength * shade), 0, 1)

    def _scratch(self, strokes: list[Stroke], dark: float) -> None:
        bright = self._rng.random(len(strokes)) >= dark
        for wanted, colour in ((True, self._bright()), (False, self._dark())):
            chosen = [stroke for stroke, is_bright in zip(strokes, bright, strict=True) if is_bright == wanted]
            if chosen:
                self._cover(draw(self._height, self._width, chosen), colour)

    def _cover(self, coverage: Pixels, colour: Pixels) -> None:
        self._layers.append((np.asarray(cv2.GaussianBlur(coverage, (0, 0), self._softness)), colour))

    def _bright(self) -> Pixels:
        """Return the colour of a scratch down to the paper, or of dust under the lamp of a scanner."""
        if self._rng.random() < 0.5:
            return self._paper
        return np.array([0.95, 0.98, 1.0], dtype=np.float32) * np.float32(self._rng.uniform(0.75, 1.0))

    def _dark(self) -> Pixels:
        return np.array([1.0, 0.85, 0.7], dtype=np.float32) * np.float32(self._rng.uniform(0.0, 0.25))
