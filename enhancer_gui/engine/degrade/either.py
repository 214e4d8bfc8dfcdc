"""One of several chains of damage: photos are noisy or compressed more often than both.

A chain whose links come up independently of each other pairs nearly every damage with nearly every other. A
network that has mostly seen compressed noise takes the fine texture of a compressed photo for noise: measured
on BSD100 after JPEG at quality 30, SSIM fell below that of the input (0.888 against 0.897).
"""

from dataclasses import dataclass
from typing import Literal

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.engine.degrade.single import SingleDegradation
from enhancer_gui.engine.degrade.vocabulary import Pixels, Rng, Settings, apply_chain


@dataclass(frozen=True)
class Way(Settings):
    """One chain, and how often it is drawn beside the others.

    Attributes:
        share: weight of the draw; the shares of all ways need not sum to one.
        damage: applied in order, each with its own probability; none leaves the picture as it is.
    """

    share: float = 1.0
    damage: tuple[SingleDegradation, ...] = ()


@dataclass(frozen=True)
class Either(Settings):
    """Exactly one of several ways is gone.

    Raises:
        ConfigError: there is no way, or the shares are not positive.
    """

    ways: tuple[Way, ...]
    kind: Literal["either"] = "either"
    probability: float = 1.0

    def __post_init__(self) -> None:
        """Check that a way can be drawn."""
        if not self.ways or min(way.share for way in self.ways) <= 0:
            raise ConfigError(
                "A degradation of the kind 'either' has no way to choose, or one with a share that is not above zero.",
                remedy="Give it at least one table `ways`, each with a share above zero.",
            )

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the picture after the drawn way, (H, W, 3)."""
        shares = [way.share for way in self.ways]
        way = self.ways[int(rng.choice(len(shares), p=[share / sum(shares) for share in shares]))]
        return apply_chain(image, way.damage, rng)
