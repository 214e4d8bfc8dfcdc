"""What can be compared with what: the photo, its present result and earlier ones, as the viewer names them."""

from dataclasses import dataclass

ORIGINAL_ID = "original"
"""The photo itself."""

PRESENT_ID = "present"
"""The result that the recipe in hand asks for."""


@dataclass(frozen=True)
class Version:
    """One entry of the two lists over the panes.

    Attributes:
        id: what `version_chosen` tells.
        title: for the label.
        detail: size and state, for the list.
    """

    id: str
    title: str
    detail: str = ""
