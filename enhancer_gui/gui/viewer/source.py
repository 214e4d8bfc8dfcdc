"""What the viewer asks of a picture: the whole contract between it and the rest of the window.

Coordinates are whole pixels of the source itself; the viewer maps them to output pixels.
"""

from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region


@runtime_checkable
class PictureSource(Protocol):
    """A picture that can be read piece by piece, from any thread and from several at once."""

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in the source's own pixels; never changes."""
        ...

    def read(self, region: Region) -> NDArray[np.uint8]:
        """Return the pixels of a region.

        Called on the viewer's own threads, never on the window's, with regions inside the picture, and
        only where `is_ready` said yes. Should cost no more than the region itself: no whole-image copy.

        Shapes:
            result: (region.height, region.width, 3) uint8, display-ready sRGB.

        Raises:
            EnhancerError, OSError: logged by the viewer, which shows the original in that place.
        """
        ...

    def is_ready(self, region: Region) -> bool:
        """Return whether every pixel of a region is final; a photo always answers True. Cheap."""
        ...


@runtime_checkable
class PiecewiseSource(PictureSource, Protocol):
    """A picture that becomes ready in square pieces on a grid that starts at its top left corner."""

    @property
    def piece_px(self) -> int:
        """Side of a piece in the source's pixels; pieces at the right and lower edge may be smaller."""
        ...
