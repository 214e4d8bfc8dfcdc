"""How much of a result each face of a photo shows: a likeness is lost sooner than anything else."""

from dataclasses import dataclass

from enhancer_gui.core.geometry import Region


@dataclass(frozen=True)
class FaceShare:
    """One face and how strongly the result counts in it.

    Attributes:
        region: around the face from brows to chin, in pixels of the photo.
        strength: 0..1; 0 leaves the face as the photo has it, enlarged.
    """

    region: Region
    strength: float = 1.0


def with_share(shares: tuple[FaceShare, ...], wanted: FaceShare) -> tuple[FaceShare, ...]:
    """Return the shares with one exchanged or added; a face that counts in full needs none."""
    others = tuple(share for share in shares if share.region != wanted.region)
    return others if wanted.strength == 1 else (*others, wanted)


def strength_of(shares: tuple[FaceShare, ...], region: Region) -> float:
    """Return how strongly the result counts in a face."""
    return next((share.strength for share in shares if share.region == region), 1.0)
