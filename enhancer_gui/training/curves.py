"""Loss and scores over the steps of a run, drawn as a picture that opens anywhere."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from PIL import Image, ImageDraw, ImageFont

from enhancer_gui.training.report import unit_of

Points: TypeAlias = list[tuple[float, float]]

_WIDTH, _PANEL_HEIGHT = 900, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 24, 34, 30
_INK, _FAINT, _PAPER = (40, 40, 40), (222, 222, 222), (255, 255, 255)
_COLOURS = ((0, 114, 178), (213, 94, 0), (0, 158, 115), (204, 121, 167), (230, 159, 0), (86, 180, 233))
"""Okabe and Ito's palette, which people with any colour vision can tell apart."""

_TICKS = 5


@dataclass(frozen=True)
class History:
    """What a log tells: points (step, value) of the losses and of the scores, by name."""

    losses: Mapping[str, Points]
    scores: Mapping[str, Points]


def read_history(log: Path) -> History:
    """Return the history in a run's log; of a stretch that was run twice, what came later."""
    records: list[dict[str, object]] = []
    for line in log.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        while records and _step(records[-1]) >= record["step"]:
            records.pop()
        records.append(record)
    losses: dict[str, Points] = {}
    scores: dict[str, Points] = {}
    for record in records:
        parts = record["parts"]
        named = {"loss": record["loss"], **(parts if isinstance(parts, dict) and len(parts) > 1 else {})}
        for into, values in ((losses, named), (scores, record["scores"])):
            for name, value in values.items() if isinstance(values, dict) else ():
                if isinstance(value, float) and math.isfinite(value):
                    into.setdefault(name, []).append((_step(record), value))
    return History(losses, scores)


def draw_curves(history: History, unit: str) -> Image.Image:
    """Return the curves, losses above on a logarithmic scale, below them scores, a panel for each unit.

    Args:
        history: what to draw.
        unit: of the score on held-back photos.
    """
    panels: list[tuple[str, Mapping[str, Points], bool]] = [("loss", history.losses, True)]
    for shown in sorted({unit_of(name, unit) for name in history.scores}):
        scores = {name: points for name, points in history.scores.items() if unit_of(name, unit) == shown}
        panels.append((f"score, {shown}", scores, False))
    picture = Image.new("RGB", (_WIDTH, _PANEL_HEIGHT * len(panels)), _PAPER)
    draw = ImageDraw.Draw(picture)
    for number, (title, curves, logarithmic) in enumerate(panels):
        _panel(draw, number * _PANEL_HEIGHT, title, curves, logarithmic=logarithmic)
    return picture


def _panel(draw: ImageDraw.ImageDraw, top: int, title: str, curves: Mapping[str, Points], *, logarithmic: bool) -> None:
    font = ImageFont.load_default(13)
    shown = {
        name: [(x, math.log10(y) if logarithmic else y) for x, y in points if y > 0 or not logarithmic]
        for name, points in curves.items()
    }
    xs = [x for points in shown.values() for x, _ in points] or [0.0]
    ys = [y for points in shown.values() for _, y in points] or [0.0]
    x_range, y_range = (0.0, max(*xs, 1.0)), _widened(min(ys), max(ys))

    def place(x: float, y: float) -> tuple[float, float]:
        across = (x - x_range[0]) / (x_range[1] - x_range[0])
        up = (y - y_range[0]) / (y_range[1] - y_range[0])
        height = _PANEL_HEIGHT - _TOP - _BOTTOM
        return _LEFT + across * (_WIDTH - _LEFT - _RIGHT), top + _TOP + (1 - up) * height

    for y in _between(*y_range):
        draw.line([place(x_range[0], y), place(x_range[1], y)], fill=_FAINT)
        text = f"{10**y:.3g}" if logarithmic else f"{y:.2f}"
        draw.text((_LEFT - 8, place(0, y)[1]), text, fill=_INK, font=font, anchor="rm")
    for x in _between(*x_range):
        draw.text((place(x, 0)[0], top + _PANEL_HEIGHT - 10), f"{x:.0f}", fill=_INK, font=font, anchor="ms")
    draw.text((_LEFT, top + 10), title, fill=_INK, font=font)
    right = _WIDTH - _RIGHT
    for (name, points), colour in zip(shown.items(), _cycle(len(shown)), strict=True):
        places = [place(*point) for point in points]
        draw.line(places, fill=colour, width=2, joint="curve")
        if points:
            x, y = places[-1]
            draw.ellipse((x - 3, y - 3, x + 3, y + 3), fill=colour)
        draw.text((right, top + 10), name, fill=colour, font=font, anchor="ra")
        right -= int(draw.textlength(name, font=font)) + 18


def _widened(low: float, high: float) -> tuple[float, float]:
    margin = 0.05 * (high - low) or 0.5
    return low - margin, high + margin


def _between(low: float, high: float) -> Iterator[float]:
    for number in range(_TICKS):
        yield low + (high - low) * number / (_TICKS - 1)


def _cycle(number: int) -> Sequence[tuple[int, int, int]]:
    return [_COLOURS[i % len(_COLOURS)] for i in range(number)]


def _step(record: Mapping[str, object]) -> float:
    step = record["step"]
    assert isinstance(step, int)
    return step
