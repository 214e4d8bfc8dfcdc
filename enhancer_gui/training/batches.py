"""Batches, made by one thread ahead of the network.

Pair `number` of step `step` depends on the seed, the step and the number alone: a run that is stopped
and resumed sees exactly the batches it would have seen, and processes that share a batch see together
what one process would have seen.
"""

import queue
import threading
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import Tensor

from enhancer_gui.training.pairs import Pair, PairMaker

_AHEAD = 4


@dataclass(frozen=True)
class Batch:
    """Pairs side by side: input, target and mask, (N, C, H, W) float32, channels-last."""

    input: Tensor
    target: Tensor
    mask: Tensor | None = None

    def to(self, device: torch.device) -> "Batch":
        """Return the batch on a device."""
        return Batch(
            _moved(self.input, device),
            _moved(self.target, device),
            None if self.mask is None else _moved(self.mask, device),
        )


def make_batch(maker: PairMaker, *, seed: int, step: int, numbers: Sequence[int]) -> Batch:
    """Return the pairs of a step that have these numbers."""
    return stack([maker(np.random.default_rng([seed, step, number])) for number in numbers])


def stack(pairs: Sequence[Pair]) -> Batch:
    """Return pairs of one size as a batch."""
    masks = [pair.mask for pair in pairs if pair.mask is not None]
    return Batch(
        _tensor([pair.input for pair in pairs]),
        _tensor([pair.target for pair in pairs]),
        _tensor(masks) if masks else None,
    )


def batches(
    maker: PairMaker, *, seed: int, first_step: int, steps: int, numbers: Sequence[int]
) -> Generator[Batch, None, None]:
    """Yield the batches from `first_step` on, up to four made ahead by a thread of their own."""
    ready: queue.Queue[Batch | Exception] = queue.Queue(maxsize=_AHEAD)
    stop = threading.Event()
    # The cores belong to the network: OpenCV would take all of them for a patch of 100 pixels.
    cv2.setNumThreads(1)

    def produce() -> None:
        for step in range(first_step, steps):
            try:
                item: Batch | Exception = make_batch(maker, seed=seed, step=step, numbers=numbers)
            except Exception as e:  # handed to the consumer, which raises it
                item = e
            while not stop.is_set():
                try:
                    ready.put(item, timeout=0.2)
                    break
                except queue.Full:
                    continue
            if stop.is_set() or isinstance(item, Exception):
                return

    thread = threading.Thread(target=produce, name="batches", daemon=True)
    thread.start()
    try:
        for _ in range(first_step, steps):
            item = ready.get()
            if isinstance(item, Exception):
                raise item
            yield item
    finally:
        stop.set()
        thread.join()


def _tensor(pictures: Sequence[np.ndarray[tuple[int, ...], np.dtype[np.float32]]]) -> Tensor:
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2)


def _moved(tensor: Tensor, device: torch.device) -> Tensor:
    if device.type == "cuda":
        tensor = tensor.pin_memory()
    return tensor.to(device, memory_format=torch.channels_last, non_blocking=True)
