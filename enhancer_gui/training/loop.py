"""The training loop: resumable to the step, bf16 with float32 masters, averaged weights.

A run lives in its folder: `checkpoint.pt` (everything needed to go on), `log.jsonl` (one line a
report and an evaluation) and, at the end, `<name>.safetensors` with the averaged weights in fp16.
"""

import json
import logging
import math
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from enhancer_gui.engine.networks import channels_last
from enhancer_gui.engine.networks.compact import Compact, initialise_as_residual
from enhancer_gui.engine.networks.drunet import DRUNet, initialise_as_identity
from enhancer_gui.training.card import write_card
from enhancer_gui.training.config import CompactConfig, TrainingConfig
from enhancer_gui.training.data import batches, cut_crops
from enhancer_gui.training.evaluate import Score, score

log = logging.getLogger(__name__)

REPORT_EVERY_S = 5.0


@dataclass(frozen=True)
class TrainingReport:
    """Where a run stands; scores are filled when an evaluation has just been made."""

    step: int
    steps: int
    loss: float
    steps_per_s: float
    eta_s: float
    scores: dict[str, float]


def train(config: TrainingConfig, folder: Path, report: Callable[[TrainingReport], None]) -> Path:
    """Train to the configured number of steps and return the path of the finished weights.

    A checkpoint found in `folder` is continued. An interrupt (KeyboardInterrupt) saves one first.

    Raises:
        ConfigError: there are no photos to train on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(config.seed)
    run = _Run(config)
    checkpoint = folder / "checkpoint.pt"
    if checkpoint.exists():
        run.load(checkpoint)
    elif config.warm_start is not None:
        run.warm_start(config.warm_start)
    crops = cut_crops(config.data)
    log.info("%s: %d crops of %d px, from step %d", config.name, len(crops), config.data.crop_px, run.step)
    started, first, reported, saved = time.monotonic(), run.step, time.monotonic(), time.monotonic()
    mean_loss = math.nan
    stream = batches(crops, config, run.step)
    try:
        for lr, hr in stream:
            loss = run.advance(lr, hr)
            mean_loss = loss if math.isnan(mean_loss) else 0.98 * mean_loss + 0.02 * loss
            now = time.monotonic()
            evaluated = run.step % config.schedule.evaluate_every_steps == 0 or run.step == config.schedule.steps
            if evaluated or now - reported >= REPORT_EVERY_S:
                rate = (run.step - first) / max(now - started, 1e-9)
                scores = run.evaluate() if evaluated else {}
                eta_s = (config.schedule.steps - run.step) / rate
                state = TrainingReport(run.step, config.schedule.steps, mean_loss, rate, eta_s, scores)
                report(state)
                _append(folder / "log.jsonl", asdict(state))
                reported = time.monotonic()
            if now - saved >= config.schedule.checkpoint_every_s:
                run.save(checkpoint)
                saved = time.monotonic()
    finally:
        stream.close()
        run.save(checkpoint)
    weights = folder / f"{config.name}.safetensors"
    export_weights(run.averaged.state_dict(), weights)
    if config.card is not None:
        write_card(config, config.card, weights, steps=run.step, seconds=run.seconds, scores=run.scores())
    return weights


def export_weights(state: dict[str, Tensor], path: Path) -> None:
    """Write weights as fp16 safetensors, whole or not at all."""
    temporary = path.with_suffix(".part")
    save_file({key: value.to(torch.float16).contiguous() for key, value in state.items()}, temporary)
    temporary.chmod(0o644)  # safetensors makes its files private
    os.replace(temporary, path)


class _Run:
    """The state of a run: network, average, optimiser and step move together."""

    def __init__(self, config: TrainingConfig) -> None:
        self.config = config
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.network = channels_last(_new_network(config).to(self.device))
        self.averaged = _new_network(config).to(self.device).requires_grad_(False).eval()
        self.averaged.load_state_dict(self.network.state_dict())
        self.optimiser = torch.optim.Adam(
            self.network.parameters(), lr=config.schedule.learning_rate, betas=(0.9, 0.99)
        )
        self.step = 0
        self.seconds = 0.0

    def advance(self, lr: Tensor, hr: Tensor) -> float:
        """Take one optimiser step and return its loss."""
        began = time.monotonic()
        schedule = self.config.schedule
        for group in self.optimiser.param_groups:
            group["lr"] = learning_rate(self.step, schedule.learning_rate, schedule.warmup_steps, schedule.steps)
        lr, hr = (batch.to(self.device, memory_format=torch.channels_last, non_blocking=True) for batch in (lr, hr))
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.config.precision == "bf16"):
            output = self.network(lr)
        loss = _pixel_loss(output.float(), hr, self.config.loss)
        self.optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(self.network.parameters(), schedule.gradient_clip)
        self.optimiser.step()
        self.step += 1
        # A young average forgets its random start: the decay grows as (1 + n) / (10 + n).
        decay = min(schedule.ema_decay, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.averaged.parameters()), list(self.network.parameters()), 1 - decay)
        value = float(loss.detach())
        self.seconds += time.monotonic() - began
        return value

    def evaluate(self) -> dict[str, float]:
        """Return the luma PSNR in dB of the averaged weights on every configured set."""
        return {s.name: s.psnr_db for s in self.scores()}

    def scores(self) -> list[Score]:
        """Return the scores of the averaged weights on every configured set."""
        return [score(c, self.config.scale, self._enhance) for c in self.config.evaluation]

    def save(self, path: Path) -> None:
        """Write everything needed to continue, whole or not at all."""
        temporary = path.with_suffix(".part")
        torch.save(
            {
                "step": self.step,
                "seconds": self.seconds,
                "network": self.network.state_dict(),
                "averaged": self.averaged.state_dict(),
                "optimiser": self.optimiser.state_dict(),
            },
            temporary,
        )
        os.replace(temporary, path)

    def load(self, path: Path) -> None:
        """Continue from a checkpoint."""
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.averaged.load_state_dict(state["averaged"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]
        self.seconds = state["seconds"]

    def warm_start(self, path: Path) -> None:
        """Take over every tensor of another model that has the same name and shape."""
        given = load_file(path)
        own = self.network.state_dict()
        fitting = {k: v.to(own[k].dtype) for k, v in given.items() if k in own and own[k].shape == v.shape}
        log.info("warm start: %d of %d tensors from %s", len(fitting), len(own), path)
        self.network.load_state_dict(own | fitting)
        self.averaged.load_state_dict(self.network.state_dict())

    @torch.inference_mode()
    def _enhance(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        x = torch.from_numpy(picture.astype(np.float32) / np.float32(255)).permute(2, 0, 1)[None]
        height, width = picture.shape[:2]
        x = functional.pad(x, (0, -width % 8, 0, -height % 8), mode="replicate").to(self.device)
        out = self.averaged(x.contiguous(memory_format=torch.channels_last))[0].permute(1, 2, 0)
        out = out[: height * self.config.scale, : width * self.config.scale]
        result: NDArray[np.uint8] = (out.clamp(0, 1) * 255).round().to(torch.uint8).cpu().numpy()
        return result


def learning_rate(step: int, peak: float, warmup_steps: int, steps: int) -> float:
    """Return the rate of a step: a linear warm-up, then a cosine down to a hundredth of the peak."""
    if step < warmup_steps:
        return peak * (step + 1) / warmup_steps
    progress = (step - warmup_steps) / max(1, steps - warmup_steps)
    return peak * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * progress)))


def _pixel_loss(output: Tensor, truth: Tensor, kind: str) -> Tensor:
    if kind == "charbonnier":
        return ((output - truth).square() + 1e-6).sqrt().mean()
    return functional.l1_loss(output, truth)


def _new_network(config: TrainingConfig) -> nn.Module:
    if isinstance(config.network, CompactConfig):
        compact = Compact(
            features=config.network.features, convolutions=config.network.convolutions, scale=config.scale
        )
        initialise_as_residual(compact)
        return compact
    drunet = DRUNet(widths=config.network.widths, blocks=config.network.blocks)
    initialise_as_identity(drunet)
    return drunet


def _append(path: Path, record: dict[str, object]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")
