"""The state of a training run: network, average, optimiser and step move together."""

import math
import os
import pickle
import time
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.engine.networks import channels_last
from enhancer_gui.engine.packing import pack
from enhancer_gui.training.adversarial import Adversary
from enhancer_gui.training.batches import Batch
from enhancer_gui.training.config import GivenConfig, TrainingConfig
from enhancer_gui.training.distributed import Crew
from enhancer_gui.training.loss_config import AdversarialLoss
from enhancer_gui.training.losses import LossMix
from enhancer_gui.training.networks import freeze, make_network, take_over
from enhancer_gui.training.optimiser import make_optimisers
from enhancer_gui.training.teacher import Teacher

_COARSEST_PX = 32
"""Whole pictures are padded to a multiple of this, which the cells of every network that is trained divide."""

_AUTOCAST = {"bf16": torch.bfloat16, "fp16": torch.float16, "fp32": torch.float32}


class Run:
    """A network that learns.

    Attributes:
        averaged: the network with the running average of its weights, which is what is kept in the end.
        step: optimiser steps taken.
        seconds: time they took.
    """

    def __init__(self, config: TrainingConfig, crew: Crew) -> None:
        """Build the network at its start.

        Raises:
            ConfigError: fp16 without a GPU, or weights to start from that do not fit.
            ModelError: the weights to start from cannot be read.
        """
        if config.precision == "fp16" and crew.device.type != "cuda":
            raise ConfigError("fp16 needs a GPU.", remedy="Set precision to bf16 or fp32.")
        self.config = config
        self.crew = crew
        torch.manual_seed(config.seed)
        self.network = channels_last(make_network(config).to(crew.device))
        if config.warm_start is not None and not isinstance(config.network, GivenConfig):
            take_over(self.network, config.warm_start, config.frozen)
        freeze(self.network, config.frozen)
        self.averaged = make_network(config).to(crew.device).requires_grad_(False).eval()
        self.averaged.load_state_dict(self.network.state_dict())
        self.joined = crew.joined(self.network)
        schedule = config.schedule
        self.optimisers = make_optimisers(self.network, schedule.optimiser, rate=schedule.learning_rate)
        # Gradients of fp16 are scaled up so that small ones survive; with other precisions this does nothing.
        self.scaler = torch.amp.GradScaler(crew.device.type, enabled=config.precision == "fp16")
        self.losses = LossMix(config.losses, crew.device)
        self.teacher = None if config.teacher is None else Teacher(config.teacher, crew.device)
        adversarial = next((loss for loss in config.losses if isinstance(loss, AdversarialLoss)), None)
        scaled = self.scaler.is_enabled()
        self.adversary = None if adversarial is None else Adversary(adversarial, crew, scaled=scaled)
        self.step = 0
        self.seconds = 0.0

    def advance(self, batch: Batch) -> dict[str, float]:
        """Take one optimiser step and return the losses by name, their weighted sum as `loss`."""
        began = time.monotonic()
        schedule = self.config.schedule
        self.optimisers.set_rate(
            learning_rate(self.step, schedule.learning_rate, schedule.warmup_steps, schedule.steps)
        )
        batch = batch.to(self.crew.device)
        if self.teacher is not None:
            with torch.no_grad(), self._autocast():
                batch = self.teacher.set_target(batch)
        with self._autocast():
            output = self.joined(batch.input).float()
            loss, parts = self.losses(output, batch.target, batch.mask)
            opponent = self._opponent()
            if opponent is not None:
                parts["adversarial"] = opponent.complain(output, batch.target)
                loss = loss + opponent.config.weight * parts["adversarial"]
        self.optimisers.zero_grad()
        torch.autograd.backward(self.scaler.scale(loss))
        self.optimisers.step(self.scaler, clip=schedule.clip)
        if opponent is not None:
            parts["discriminator"] = opponent.learn(output, batch.target, self._autocast())
        self.step += 1
        # A young average forgets its random start: the decay grows as (1 + n) / (10 + n).
        decay = min(schedule.ema_decay, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.averaged.parameters()), list(self.network.parameters()), 1 - decay)
            for averaged, present in zip(self.averaged.buffers(), self.network.buffers(), strict=True):
                averaged.copy_(present)
        values = self.crew.means({"loss": loss, **parts})
        self.seconds += time.monotonic() - began
        return values

    def save(self, path: Path) -> None:
        """Write everything needed to continue, whole or not at all."""
        temporary = path.with_suffix(".part")
        torch.save(
            {
                "step": self.step,
                "seconds": self.seconds,
                "network": self.network.state_dict(),
                "averaged": self.averaged.state_dict(),
                "optimisers": self.optimisers.state_dict(),
                "scaler": self.scaler.state_dict(),
                "adversary": None if self.adversary is None else self.adversary.state_dict(),
            },
            temporary,
        )
        os.replace(temporary, path)

    def load(self, path: Path) -> None:
        """Continue from a checkpoint.

        Raises:
            ConfigError: it cannot be read, or is of another network or another kind of optimiser.
        """
        try:
            state = torch.load(path, map_location=self.crew.device, weights_only=True)
            self._restore(state)
        except (OSError, EOFError, RuntimeError, KeyError, ValueError, pickle.UnpicklingError) as e:
            raise ConfigError(
                f"The checkpoint {path} does not fit this configuration, or is damaged.",
                remedy="Name another folder for the run, or remove the checkpoint to begin anew.",
                detail=str(e),
            ) from e

    def _restore(self, state: dict[str, Any]) -> None:
        self.network.load_state_dict(state["network"])
        self.averaged.load_state_dict(state["averaged"])
        self.optimisers.load_state_dict(state["optimisers"])
        self.scaler.load_state_dict(state["scaler"])
        if self.adversary is not None and state["adversary"] is not None:
            self.adversary.load_state_dict(state["adversary"])
        self.step = state["step"]
        self.seconds = state["seconds"]

    @torch.inference_mode()
    def output_for(self, batch: Batch) -> Tensor:
        """Return what the averaged network makes of a batch's input, float32 on the CPU."""
        moved = batch.to(self.crew.device)
        output: Tensor = self.averaged(moved.input)
        return output.float().cpu()

    @torch.inference_mode()
    def enhance(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return what the averaged network makes of a whole picture. Shape: (H, W, 3) to (H·scale, W·scale, 3)."""
        x = torch.from_numpy(picture.astype(np.float32) / np.float32(255)).permute(2, 0, 1)[None]
        height, width = picture.shape[:2]
        x = functional.pad(x, (0, -width % _COARSEST_PX, 0, -height % _COARSEST_PX), mode="replicate").to(
            self.crew.device
        )
        out = self.averaged(x.contiguous(memory_format=torch.channels_last))[0].permute(1, 2, 0)
        out = out[: height * self.config.scale, : width * self.config.scale]
        result: NDArray[np.uint8] = (out.clamp(0, 1) * 255).round().to(torch.uint8).cpu().numpy()
        return result

    def _opponent(self) -> Adversary | None:
        """Return the adversary once its time has come."""
        if self.adversary is None or self.step < self.adversary.config.first_step:
            return None
        return self.adversary

    def _autocast(self) -> torch.autocast:
        kind = self.config.precision
        return torch.autocast(self.crew.device.type, _AUTOCAST[kind], enabled=kind != "fp32")


def learning_rate(step: int, peak: float, warmup_steps: int, steps: int) -> float:
    """Return the rate of a step: a linear warm-up, then a cosine down to a hundredth of the peak."""
    if step < warmup_steps:
        return peak * (step + 1) / warmup_steps
    progress = (step - warmup_steps) / max(1, steps - warmup_steps)
    return peak * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * progress)))


def export_weights(state: dict[str, Tensor], path: Path, *, bits: Literal[8, 16] = 16) -> None:
    """Write weights as safetensors, whole or not at all: fp16, or with 8 bits packed as `engine.packing` says."""
    temporary = path.with_suffix(".part")
    small = pack(state) if bits == 8 else {key: value.to(torch.float16) for key, value in state.items()}
    save_file({key: value.contiguous() for key, value in small.items()}, temporary)
    temporary.chmod(0o644)  # safetensors makes its files private
    os.replace(temporary, path)
