"""The training loop: resumable to the step, bf16 with float32 masters, averaged weights.

A run lives in its folder: `config.toml` (what is run), `checkpoint.pt` (everything needed to go on),
`log.jsonl` (one line a report), `curves.png` and `samples/` (drawn at each evaluation) and, at the
end, `<name>.safetensors` with the averaged weights in fp16 and its card.
"""

import logging
import math
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

from enhancer_gui.engine.allocator import keep_large_blocks
from enhancer_gui.training.batches import Batch, batches
from enhancer_gui.training.card import write_card
from enhancer_gui.training.config import TrainingConfig
from enhancer_gui.training.config_text import save_config
from enhancer_gui.training.diary import Diary
from enhancer_gui.training.distributed import crew
from enhancer_gui.training.evaluate import score
from enhancer_gui.training.examples import gather_photos
from enhancer_gui.training.flat_fields import level_flat_fields
from enhancer_gui.training.photos import PhotoPool
from enhancer_gui.training.report import TrainingReport
from enhancer_gui.training.run import Run, export_weights
from enhancer_gui.training.tasks import Lesson, lesson_of

log = logging.getLogger(__name__)

CHECKPOINT = "checkpoint.pt"
REPORT_EVERY_S = 5.0
_KEEP = 0.98
"""The losses that are shown are running means over about fifty steps."""


def train(config: TrainingConfig, folder: Path, report: Callable[[TrainingReport], None]) -> Path:
    """Train to the configured number of steps and return the path of the finished weights.

    Of several processes (see `training.distributed`) the first alone reports and writes.

    A checkpoint found in `folder` is continued. An interrupt (KeyboardInterrupt) saves one first.

    Raises:
        ConfigError: there are no photos to train on, or the configuration asks for what cannot be done here.
        ModelError: the weights to start from cannot be read.
        PhotoError: a photo cannot be read.
    """
    keep_large_blocks()
    lesson = lesson_of(config.task)
    with crew() as members:
        folder.mkdir(parents=True, exist_ok=True)
        run = Run(config, members)
        checkpoint = folder / CHECKPOINT
        if checkpoint.exists():
            run.load(checkpoint)
        photos = gather_photos(config, lesson)
        if members.is_first:
            save_config(config, folder)
        numbers = [members.share(stage.schedule.batch) for stage in config.schedule.stages()]
        stream = _all_batches(run, lesson, photos.pool, numbers)
        log.info("%s: %d photos, from step %d", config.name, len(photos.pool.photos), run.step)
        if members.is_first:
            _lead(run, stream, Diary(config, folder, lesson, photos), report)
        else:
            for batch in stream:
                run.advance(batch)
        weights = folder / f"{config.name}.safetensors"
        if members.is_first:
            _finish(run, weights)
        return weights


def _all_batches(
    run: Run, lesson: Lesson, pool: PhotoPool, numbers: Sequence[Sequence[int]]
) -> Generator[Batch, None, None]:
    """Yield the batches of all stages that are still to come; `numbers` are this process's, a stage each."""
    for stage, own in zip(run.config.schedule.stages(), numbers, strict=True):
        if run.step < stage.end:
            pairs = lesson.pairs(run.config.model_copy(update={"schedule": stage.schedule}), pool)
            yield from batches(pairs, seed=run.config.seed, first_step=run.step, steps=stage.end, numbers=own)


def _lead(
    run: Run, stream: Generator[Batch, None, None], diary: Diary, report: Callable[[TrainingReport], None]
) -> None:
    """Take all steps, and report, evaluate and save on the way."""
    schedule = run.config.schedule
    checkpoint = diary.folder / CHECKPOINT
    started = reported = saved = time.monotonic()
    first = run.step
    means: dict[str, float] = {}
    try:
        if run.step == 0 and run.config.warm_start is not None:
            before = TrainingReport(0, schedule.steps, math.nan, 0.0, math.inf, diary.evaluate(run), unit=diary.unit)
            diary.write(before)
            report(before)
        for batch in stream:
            values = run.advance(batch)
            means = {name: _KEEP * means.get(name, value) + (1 - _KEEP) * value for name, value in values.items()}
            now = time.monotonic()
            evaluated = run.step % schedule.evaluate_every_steps == 0 or run.step == schedule.steps
            if evaluated or now - reported >= REPORT_EVERY_S:
                rate = (run.step - first) / max(now - started, 1e-9)
                state = TrainingReport(
                    step=run.step,
                    steps=schedule.steps,
                    loss=means["loss"],
                    steps_per_s=rate,
                    eta_s=(schedule.steps - run.step) / rate,
                    scores=diary.evaluate(run) if evaluated else {},
                    parts={name: value for name, value in means.items() if name != "loss"},
                    unit=diary.unit,
                )
                diary.write(state)
                report(state)
                reported = time.monotonic()
            if now - saved >= schedule.checkpoint_every_s:
                run.save(checkpoint)
                saved = time.monotonic()
    finally:
        stream.close()
        diary.close()
        run.save(checkpoint)


def _finish(run: Run, weights: Path) -> None:
    config = run.config
    level_flat_fields(run.averaged)
    # Weights and card are written right after each other, lest the card of an earlier end stand beside other weights
    # for as long as the scores take.
    scores = [] if config.card is None else [score(entry, config.scale, run.enhance) for entry in config.evaluation]
    export_weights(run.averaged.state_dict(), weights, bits=config.weight_bits)
    if config.card is not None:
        write_card(config, config.card, weights, steps=run.step, seconds=run.seconds, scores=scores)
