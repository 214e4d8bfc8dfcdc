"""Norms that use the statistics of the picture at hand, at inference too.

DeblurGAN-v2's published script computes in training mode on purpose ("not a bug"), so that its norms follow each
picture. Here that is a property of the layer: nothing has to be switched to training, and the stored statistics never
drift.
"""

from torch import Tensor, nn
from torch.nn import functional


class PictureBatchNorm(nn.BatchNorm2d):
    """Batch norm by the picture's own mean and variance; by the stored ones where `uses_picture` is off."""

    uses_picture = True

    def forward(self, x: Tensor) -> Tensor:
        """Return x normed. Shape: (N, C, H, W) to the same."""
        if self.uses_picture:
            return functional.batch_norm(x, None, None, self.weight, self.bias, training=True, eps=self.eps)
        return functional.batch_norm(x, self.running_mean, self.running_var, self.weight, self.bias, eps=self.eps)


class PictureInstanceNorm(nn.InstanceNorm2d):
    """Instance norm by the picture's own mean and variance; by the stored ones where `uses_picture` is off."""

    uses_picture = True

    def __init__(self, features: int) -> None:
        super().__init__(features, affine=False, track_running_stats=True)

    def forward(self, x: Tensor) -> Tensor:
        """Return x normed. Shape: (N, C, H, W) to the same."""
        if self.uses_picture:
            return functional.instance_norm(x, eps=self.eps)
        return functional.instance_norm(x, self.running_mean, self.running_var, use_input_stats=False, eps=self.eps)
