"""The model card: facts read off the weights, figures measured, words from the configuration."""

import hashlib
import json
from pathlib import Path

import torch
from torch.utils.flop_counter import FlopCounterMode

from enhancer_gui.core.models import Precision
from enhancer_gui.engine import networks
from enhancer_gui.engine.weights import load_state
from enhancer_gui.training.config import CardConfig, TrainingConfig
from enhancer_gui.training.evaluate import Score

SCHEMA_VERSION = 1

_SOURCES = {
    "compact": "SRVGGNetCompact: Wang et al., Real-ESRGAN, 2021 (architecture); weights trained by this project",
    "drunet": "DRUNet: Zhang et al., Deep Denoiser Prior, 2021 (architecture); weights trained by this project",
}


def write_card(
    config: TrainingConfig, words: CardConfig, weights: Path, *, steps: int, seconds: float, scores: list[Score]
) -> Path:
    """Write `<name>.json` beside the weights and return its path."""
    state = load_state(weights)
    facts = networks.describe(state)
    card = {
        "schema_version": SCHEMA_VERSION,
        "id": config.name,
        "title": words.title,
        "summary": words.summary,
        "task": str(config.task),
        "scale": facts.scale,
        "architecture": facts.architecture,
        "halo_px": facts.halo_px,
        "multiple_of": facts.multiple_of,
        "precisions": [Precision.BF16.value, Precision.FP32.value],
        "tiling": facts.tiling.value,
        "window_px": facts.window_px,
        "weights": weights.name,
        "sha256": hashlib.sha256(weights.read_bytes()).hexdigest(),
        "size_bytes": weights.stat().st_size,
        "work_per_pixel": work_per_pixel(facts),
        "live_channels": facts.live_channels,
        "licence": words.licence,
        "source": words.source or _SOURCES.get(facts.architecture, facts.source),
        "training": {
            "command": words.command or f"enhancer train resources/training/{config.name}.toml",
            "photos": "the project's training set of 184 free photos"
            if "shared" in config.data.photos.parts
            else "own",
            "photos_licence": words.data_licence,
            "parameters": sum(tensor.numel() for tensor in state.values()),
            "steps": steps,
            "hours": round(seconds / 3600, 2),
            "weaknesses": words.weaknesses,
            "remark": words.remark,
        },
        "scores": [
            {"set": s.name, "psnr_y_db": round(s.psnr_db, 3), "ssim_y": round(s.ssim, 4), "pictures": s.pictures}
            for s in scores
        ],
    }
    path = weights.with_suffix(".json")
    path.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def work_per_pixel(facts: networks.NetworkFacts) -> int:
    """Return the multiply-adds for one input pixel, counted by torch on a 64 x 64 picture."""
    side = 64
    with torch.device("meta"), FlopCounterMode(display=False) as counter:
        facts.build()(torch.zeros(1, 3, side, side))
    multiply_adds: int = counter.get_total_flops() // 2
    return multiply_adds // side**2
