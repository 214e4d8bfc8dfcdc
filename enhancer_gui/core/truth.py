"""How far a result agrees with the photo it was made from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Truth:
    """The result reduced to the photo's size, compared with the photo.

    Attributes:
        difference: root of the mean squared difference of the samples, share 0..1 of their range.
        psnr_db: the same as a peak signal-to-noise ratio; infinite where nothing differs.
        colour_difference: mean CIEDE2000; about 1 is just seen side by side.
        measured: share 0..1 of the photo that was compared.
    """

    difference: float
    psnr_db: float
    colour_difference: float
    measured: float
