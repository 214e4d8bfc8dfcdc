"""Batches of (LR, HR) patches, made by one thread ahead of the network.

The photos are decoded once and cut into their most detailed crops, which stay in memory as bytes.
Batch number `step` depends on the seed and on `step` alone, so a run that is stopped and resumed
sees exactly the batches it would have seen.
"""

import queue
import threading
from collections.abc import Generator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.engine.degrade import apply_chain, downsample_bicubic
from enhancer_gui.training.config import DataConfig, TrainingConfig

PHOTO_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp"}


def list_photos(folder: Path) -> list[Path]:
    """Return the photos below a folder in a stable order.

    Raises:
        ConfigError: the folder is missing or holds no photo.
    """
    photos = sorted(p for p in folder.rglob("*") if p.suffix.lower() in PHOTO_SUFFIXES)
    if not photos:
        raise ConfigError(f"There are no photos to train on in {folder}.", remedy="Name a folder that holds photos.")
    return photos


def read_rgb(path: Path) -> NDArray[np.uint8]:
    """Return a photo as 8-bit RGB. Shape: (H, W, 3)."""
    with Image.open(path) as photo:
        return np.asarray(photo.convert("RGB"))


def cut_crops(config: DataConfig) -> NDArray[np.uint8]:
    """Return the most detailed non-overlapping crops of all photos.

    Detail is the mean absolute gradient; every photo may give at most four times its fair share, so
    that a few busy pictures do not become the whole world.

    Shape:
        Returns (N, crop_px, crop_px, 3), N <= config.crops.
    """
    photos = list_photos(config.photos)
    side = config.crop_px
    share = max(1, 4 * config.crops // len(photos))
    scored: list[tuple[float, NDArray[np.uint8]]] = []
    for path in photos:
        photo = read_rgb(path)
        crops = [
            photo[y : y + side, x : x + side]
            for y in range(0, photo.shape[0] - side + 1, side)
            for x in range(0, photo.shape[1] - side + 1, side)
        ]
        ranked = sorted(((_detail(crop), i) for i, crop in enumerate(crops)), reverse=True)
        scored += [(score, crops[i].copy()) for score, i in ranked[:share]]
    scored.sort(key=lambda pair: pair[0], reverse=True)
    if not scored:
        raise ConfigError(f"No photo in {config.photos} is as large as one crop of {side} pixels.")
    return np.stack([crop for _, crop in scored[: config.crops]])


def make_batch(crops: NDArray[np.uint8], config: TrainingConfig, step: int) -> tuple[Tensor, Tensor]:
    """Return the batch that belongs to a step.

    Shape:
        LR (B, 3, P, P) and HR (B, 3, P·scale, P·scale), float32 0..1, channels-last.
    """
    rng = np.random.default_rng([config.seed, step])
    pairs = [_make_pair(crops, config, rng) for _ in range(config.schedule.batch)]
    lr = torch.from_numpy(np.stack([pair[0] for pair in pairs])).permute(0, 3, 1, 2)
    hr = torch.from_numpy(np.stack([pair[1] for pair in pairs])).permute(0, 3, 1, 2)
    return lr, hr


def batches(
    crops: NDArray[np.uint8], config: TrainingConfig, first_step: int
) -> Generator[tuple[Tensor, Tensor], None, None]:
    """Yield the batches from `first_step` on, up to four made ahead by a thread of their own."""
    ready: queue.Queue[tuple[Tensor, Tensor] | Exception] = queue.Queue(maxsize=4)
    stop = threading.Event()

    def produce() -> None:
        for step in range(first_step, config.schedule.steps):
            try:
                item: tuple[Tensor, Tensor] | Exception = make_batch(crops, config, step)
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
        for _ in range(first_step, config.schedule.steps):
            item = ready.get()
            if isinstance(item, Exception):
                raise item
            yield item
    finally:
        stop.set()
        thread.join()


def _make_pair(
    crops: NDArray[np.uint8], config: TrainingConfig, rng: np.random.Generator
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    crop = _turn(crops[rng.integers(len(crops))], int(rng.integers(8)))
    scale, patch = config.scale, config.schedule.patch_px
    hr = crop.astype(np.float32) / np.float32(255)
    lr = hr
    if config.data.degradations:
        lr = apply_chain(hr, config.data.degradations, rng)
    if scale > 1:
        lr8 = np.rint(np.clip(lr, 0, 1) * 255).astype(np.uint8)
        lr = downsample_bicubic(lr8, scale).astype(np.float32) / np.float32(255)
    # Without a reduction the outer pixels carry the reflected border of a blur: keep away from them.
    margin = min(16, (lr.shape[0] - patch) // 2) if scale == 1 else 0
    y, x = rng.integers(margin, lr.shape[0] - margin - patch + 1, size=2)
    lr_patch = lr[y : y + patch, x : x + patch]
    hr_patch = hr[y * scale : (y + patch) * scale, x * scale : (x + patch) * scale]
    return np.ascontiguousarray(lr_patch), np.ascontiguousarray(hr_patch)


def _turn(crop: NDArray[np.uint8], which: int) -> NDArray[np.uint8]:
    """Return one of the eight flips and quarter turns."""
    turned = np.rot90(crop, which % 4)
    return np.ascontiguousarray(turned[:, ::-1] if which >= 4 else turned)


def _detail(crop: NDArray[np.uint8]) -> float:
    luma = crop.mean(axis=2, dtype=np.float32)
    return float(np.abs(np.diff(luma, axis=0)).mean() + np.abs(np.diff(luma, axis=1)).mean())
