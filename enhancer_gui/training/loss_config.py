"""What a training run may be asked to make small: one table a loss, each with its weight."""

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from enhancer_gui.training.tables import Table


class PixelLoss(Table):
    """Mean absolute difference, or its smooth form (Charbonnier et al., 1994).

    Attributes:
        hole_weight: how much more pixels count where a task's mask is one: Liu et al., "Image
            Inpainting for Irregular Holes", 2018, weigh holes six times.
    """

    kind: Literal["l1", "charbonnier"]
    weight: float = Field(default=1.0, gt=0)
    hole_weight: float = Field(default=1.0, gt=0)


class FrequencyLoss(Table):
    """Mean absolute difference of the complex spectra: Cho et al., "MIMO-UNet", 2021, equation 6, weight 0.1."""

    kind: Literal["frequency"]
    weight: float = Field(default=0.1, gt=0)


class GradientLoss(Table):
    """Mean absolute difference of neighbouring pixels' differences: edges as sharp as the truth's.

    Source: the image gradient difference loss of Mathieu et al., 2016, with exponent 1.
    """

    kind: Literal["gradient"]
    weight: float = Field(default=1.0, gt=0)


class MaskLoss(Table):
    """Cross entropy and Dice together, for networks that say with a logit where something is.

    Attributes:
        positive_weight: how much more a marked pixel counts in the cross entropy: marks are thin.

    Source: Milletari et al., "V-Net", 2016 (Dice); the sum of both as in nnU-Net, Isensee et al., 2021.
    """

    kind: Literal["mask"]
    weight: float = Field(default=1.0, gt=0)
    positive_weight: float = Field(default=1.0, gt=0)


class RepairLoss(Table):
    """Finding and filling of lost places together: see `training.repair`.

    Attributes:
        hole_weight: how much the filling counts beside the finding.
        positive_weight: as in `MaskLoss`.
    """

    kind: Literal["repair"]
    weight: float = Field(default=1.0, gt=0)
    hole_weight: float = Field(default=5.0, gt=0)
    positive_weight: float = Field(default=2.0, gt=0)


class PerceptualLoss(Table):
    """Difference of a frozen network's activations: see `training.perceptual`.

    Attributes:
        weights: a VGG16 or VGG19 in torchvision's layout, or weights trained with the task `features`;
            relative to the working directory.
    """

    kind: Literal["perceptual"]
    weight: float = Field(default=1.0, gt=0)
    weights: Path


class AdversarialLoss(Table):
    """A discriminator that learns beside the network: see `training.adversarial`.

    Attributes:
        weight: Real-ESRGAN's is 0.1 beside L1 and perceptual losses of 1.
        relativistic: compare real with fake pictures instead of judging each alone.
        features: width of the discriminator at full size.
        learning_rate: of the discriminator, constant.
        first_step: the network learns alone before this step: fidelity first.
    """

    kind: Literal["adversarial"]
    weight: float = Field(default=0.1, gt=0)
    relativistic: bool = False
    features: int = Field(default=64, ge=4)
    learning_rate: float = Field(default=1e-4, gt=0)
    first_step: int = Field(default=0, ge=0)


class AnswerLoss(Table):
    """What the task `features` makes small: see `training.features`."""

    kind: Literal["answers"]
    weight: float = Field(default=1.0, gt=0)


AnyLoss: TypeAlias = Annotated[
    PixelLoss | FrequencyLoss | GradientLoss | MaskLoss | RepairLoss | PerceptualLoss | AdversarialLoss | AnswerLoss,
    Field(discriminator="kind"),
]
