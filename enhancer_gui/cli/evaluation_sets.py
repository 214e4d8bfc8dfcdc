"""From what is written on the command line to sets that can be scored."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.engine.degrade import Degradation, Jpeg, MotionBlur, Noise, OldPhotoDamage, SoftFocus
from enhancer_gui.training.config import EvaluationConfig

TWINS = (("blur", "sharp"), ("input", "truth"))
"""Names of the two folders by which a folder is known to hold pairs."""

_LINK = re.compile(r"([a-z]+)(\d+(?:\.\d+)?)?")


@dataclass(frozen=True)
class Damage:
    """Degradations done to truth, in order, under the name they were asked for."""

    name: str
    chain: tuple[Degradation, ...]


_BY_STRENGTH: dict[str, Callable[[float], Degradation]] = {
    "sigma": lambda v: Noise(min_sigma=v, max_sigma=v, grey=0, signal_dependent=0),
    "grey": lambda v: Noise(min_sigma=v, max_sigma=v, grey=1, signal_dependent=0),
    "jpeg": lambda v: Jpeg(min_quality=int(v), max_quality=int(v)),
    "motion": lambda v: MotionBlur(max_length_px=v),
    "focus": lambda v: SoftFocus(max_radius_px=v),
}
_PLAIN: dict[str, Callable[[], Degradation]] = {"scratches": OldPhotoDamage}
_EXAMPLES = "Known are sigma25 and grey25 (noise), jpeg30, motion20, focus4 (largest blur), scratches; joined with “+”."


def parse_damage(text: str) -> Damage:
    """Return the chain that names like `sigma25` or `focus3+jpeg40` mean.

    Noise is in 8-bit steps, JPEG a quality, blur the largest length or radius in pixels. The damaged picture is
    clipped and rounded to 8 bits, as a file would hold it.

    Raises:
        ConfigError: a name is not known, lacks its number, or has an impossible one.
    """
    return Damage(text, tuple(_link(part) for part in text.split("+")))


def parse_set(text: str, damages: Sequence[Damage], max_shift_px: int) -> list[EvaluationConfig]:
    """Return the sets that `[NAME=]FOLDER` or `[NAME=]INPUT,TRUTH[,MASK]` mean.

    A folder that holds the folders `blur` and `sharp`, or `input` and `truth`, is a set of pairs; any other holds
    truth, from which one set is made for each damage.

    Raises:
        ConfigError: there is no such folder, or pairs should be damaged.
    """
    name, equals, where = text.partition("=")
    if not equals or Path(text).is_dir():
        name, where = "", text
    folders = [_folder(part) for part in where.split(",")] if not Path(where).is_dir() else [Path(where)]
    twins = _twins(folders[0]) if len(folders) == 1 else folders
    if twins is None:
        truth, name = folders[0], name or folders[0].resolve().name
        plain = [EvaluationConfig(name=name, truth=truth)]
        named = [EvaluationConfig(name=f"{name} {each.name}", truth=truth, damage=each.chain) for each in damages]
        return named or plain
    if damages:
        raise ConfigError(f"{text} has inputs of its own.", remedy="--damage is for folders of truth alone.")
    if len(twins) > 3:
        raise ConfigError(f"{text} names too many folders.", remedy="Write NAME=INPUT,TRUTH or NAME=INPUT,TRUTH,MASK.")
    given, truth = twins[:2]
    return [
        EvaluationConfig(
            name=name or (folders[0] if len(folders) == 1 else truth).resolve().name,
            input=given,
            truth=truth,
            mask=twins[2] if len(twins) == 3 else None,
            max_shift_px=max_shift_px,
        )
    ]


def _link(text: str) -> Degradation:
    found = _LINK.fullmatch(text)
    name, strength = found.groups() if found else ("", None)
    if name in _PLAIN and strength is None:
        return _PLAIN[name]()
    if name not in _BY_STRENGTH or strength is None:
        raise ConfigError(f"“{text}” is no damage.", remedy=_EXAMPLES)
    if name == "jpeg" and not 1 <= float(strength) <= 100:
        raise ConfigError(f"JPEG has no quality {strength}.", remedy="Give one of 1 to 100.")
    return _BY_STRENGTH[name](float(strength))


def _twins(folder: Path) -> list[Path] | None:
    for given, truth in TWINS:
        if (folder / given).is_dir() and (folder / truth).is_dir():
            return [folder / given, folder / truth]
    return None


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise ConfigError(f"{text} is not a folder.")
    return folder
