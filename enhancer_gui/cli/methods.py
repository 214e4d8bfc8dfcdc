"""Names of the traditional methods, apart from what they do, which loads OpenCV."""

from enum import StrEnum


class Method(StrEnum):
    """What `enhancer evaluate --method` takes; see `cli.traditional`."""

    BICUBIC = "bicubic"
    LANCZOS = "lanczos"
    UNSHARP = "unsharp"
    WIENER = "wiener"
    RICHARDSON_LUCY = "richardson-lucy"
    NON_LOCAL_MEANS = "nl-means"
    BILATERAL = "bilateral"
    INPAINT_TELEA = "inpaint-telea"
    INPAINT_NS = "inpaint-ns"

    @property
    def enlarges(self) -> bool:
        """Whether the method also works at a scale above 1."""
        return self in (Method.BICUBIC, Method.LANCZOS, Method.UNSHARP)
