"""Swin transformer blocks: attention inside windows that are shifted every second block.

Source: Liu et al., "Swin Transformer", 2021, section 3.2 (shifted windows, relative position bias, equation 4), as used
by Liang et al., "SwinIR", 2021. Keys and buffers are those of the official checkpoints.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

_FORBIDDEN = -100.0
"""Added to the attention between pixels that are neighbours only because the picture was rolled (official code)."""


class WindowAttention(nn.Module):
    """Multi-head self-attention among the pixels of a window, with a learnt bias for each relative position."""

    def __init__(self, width: int, window: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.scale = (width // heads) ** -0.5
        self.relative_position_bias_table = nn.Parameter(torch.zeros((2 * window - 1) ** 2, heads))
        with torch.device("cpu"):  # under a meta device, index arithmetic takes seconds of imports inside torch
            index = relative_positions(window)
        self.register_buffer("relative_position_index", index)
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Return attended windows.

        Shape:
            x: (windows, pixels, width). mask: (windows of one picture, pixels, pixels) or None. Returns as x.
        """
        windows, pixels, width = x.shape
        qkv = self.qkv(x).view(windows, pixels, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        query, key, value = qkv[0] * self.scale, qkv[1], qkv[2]
        index = self.get_buffer("relative_position_index").flatten()
        bias = self.relative_position_bias_table[index].view(pixels, pixels, self.heads).permute(2, 0, 1)
        attention = query @ key.transpose(-2, -1) + bias
        if mask is not None:
            masked = attention.view(-1, mask.shape[0], self.heads, pixels, pixels) + mask[None, :, None]
            attention = masked.view(windows, self.heads, pixels, pixels)
        mixed = attention.softmax(dim=-1) @ value
        projected: Tensor = self.proj(mixed.transpose(1, 2).reshape(windows, pixels, width))
        return projected


class _Mlp(nn.Module):
    """Two linear layers with an exact GELU between them."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(width, hidden)
        self.fc2 = nn.Linear(hidden, width)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.fc2(functional.gelu(self.fc1(x)))
        return out


class SwinBlock(nn.Module):
    """Attention and MLP, each behind a layer norm and with a skip.

    `mask_windows` is the number of windows of the training patch, whose mask official checkpoints carry along as
    `attn_mask`; the mask of the picture at hand is computed instead, since it has the same values.
    """

    def __init__(self, width: int, window: int, heads: int, hidden: int, *, shift: int, mask_windows: int) -> None:
        super().__init__()
        self.window, self.shift = window, shift
        self.norm1 = nn.LayerNorm(width)
        self.attn = WindowAttention(width, window, heads)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = _Mlp(width, hidden)
        if mask_windows and shift:
            self.register_buffer("attn_mask", torch.zeros(mask_windows, window**2, window**2))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the block's result.

        Shape:
            x: (N, H, W, width), sides multiples of the window. mask: of `shift_mask`. Returns as x.
        """
        n, height, width, _ = x.shape
        out = self.norm1(x)
        if self.shift:
            out = torch.roll(out, (-self.shift, -self.shift), dims=(1, 2))
        out = self.attn(_to_windows(out, self.window), mask if self.shift else None)
        out = _from_windows(out, self.window, n, height, width)
        if self.shift:
            out = torch.roll(out, (self.shift, self.shift), dims=(1, 2))
        x = x + out
        mixed: Tensor = x + self.mlp(self.norm2(x))
        return mixed


def relative_positions(window: int) -> Tensor:
    """Return (pixels, pixels) int64: the row of the bias table for each pair of pixels of a window."""
    rows, columns = torch.meshgrid(torch.arange(window), torch.arange(window), indexing="ij")
    rows, columns = rows.flatten(), columns.flatten()
    down, right = rows[:, None] - rows[None, :], columns[:, None] - columns[None, :]
    return (down + window - 1) * (2 * window - 1) + right + window - 1


def shift_mask(height: int, width: int, window: int, shift: int, like: Tensor) -> Tensor:
    """Return what is added to the attention of shifted windows so that rolled-in pixels do not meet the others.

    Shape:
        (windows, pixels, pixels), in the type and on the device of `like`.
    """

    def zones(length: int) -> Tensor:
        place = torch.arange(length, device=like.device)
        return (place >= length - window).long() + (place >= length - shift).long()

    zone = zones(height)[:, None] * 3 + zones(width)[None, :]
    flat = _to_windows(zone[None, :, :, None], window).squeeze(-1)
    return (flat[:, None, :] != flat[:, :, None]).to(like.dtype) * _FORBIDDEN


def _to_windows(x: Tensor, window: int) -> Tensor:
    n, height, width, channels = x.shape
    cut = x.view(n, height // window, window, width // window, window, channels)
    return cut.permute(0, 1, 3, 2, 4, 5).reshape(-1, window**2, channels)


def _from_windows(windows: Tensor, window: int, n: int, height: int, width: int) -> Tensor:
    cut = windows.view(n, height // window, width // window, window, window, -1)
    return cut.permute(0, 1, 3, 2, 4, 5).reshape(n, height, width, -1)
