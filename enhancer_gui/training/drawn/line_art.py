"""Lines: figures, hatching, mazes and charts, as in drawings, maps and diagrams."""

import math

import numpy as np
from PIL import ImageFont

from enhancer_gui.training.drawn.sheet import Sheet


def draw_figures(sheet: Sheet) -> None:
    """Draw circles, polygons, curves and stars, in outline or filled."""
    rng, side = sheet.rng, sheet.side
    for _ in range(int(rng.integers(4, 14))):
        x, y = rng.uniform(0, side, size=2)
        radius = side * rng.uniform(0.04, 0.35)
        width, ink = sheet.line_px(), sheet.other_ink() if rng.random() < 0.4 else sheet.ink
        fill = sheet.other_ink() if rng.random() < 0.25 else None
        shape = int(rng.integers(4))
        if shape == 0:
            sheet.draw.ellipse((x - radius, y - radius * rng.uniform(0.3, 1), x + radius, y + radius), fill, ink, width)
        elif shape == 1:
            corners = [
                (x + radius * math.cos(turn), y + radius * math.sin(turn))
                for turn in np.sort(rng.uniform(0, 2 * math.pi, size=int(rng.integers(3, 8)))).tolist()
            ]
            sheet.draw.polygon(corners, fill, ink, width)
        elif shape == 2:
            sheet.draw.line(_curve(x, y, radius, rng), ink, width, joint="curve")
        else:
            turns = np.arange(11) * math.pi / 5 + rng.uniform(0, 1)
            reach = np.where(np.arange(11) % 2 == 0, radius, 0.45 * radius)
            points = np.stack([x + reach * np.cos(turns), y + reach * np.sin(turns)], axis=1)
            sheet.draw.line([(px, py) for px, py in points.tolist()], ink, width, joint="curve")


def draw_hatching(sheet: Sheet) -> None:
    """Draw fields of parallel or crossed lines and rings, from as fine as a crop can hold to wide."""
    rng, side = sheet.rng, sheet.side
    for _ in range(int(rng.integers(1, 4))):
        pitch = sheet.finer * rng.uniform(2.5, 12)
        width = max(1, round(pitch * rng.uniform(0.2, 0.55)))
        if rng.random() < 0.3:
            x, y = rng.uniform(0.2, 0.8, size=2) * side
            for radius in np.arange(pitch, rng.uniform(0.2, 0.7) * side, pitch).tolist():
                sheet.draw.ellipse((x - radius, y - radius, x + radius, y + radius), None, sheet.ink, width)
            continue
        left, top = rng.uniform(-0.3, 0.5, size=2) * side
        reach = side * rng.uniform(0.3, 1.2)
        for angle in rng.uniform(0, math.pi, size=int(rng.integers(1, 3))).tolist():
            dx, dy = math.cos(angle) * reach / 2, math.sin(angle) * reach / 2
            for offset in np.arange(-reach / 2, reach / 2, pitch).tolist():
                x, y = left + reach / 2 - math.sin(angle) * offset, top + reach / 2 + math.cos(angle) * offset
                sheet.draw.line((x - dx, y - dy, x + dx, y + dy), sheet.ink, width)


def draw_maze(sheet: Sheet) -> None:
    """Draw bricks, a maze or a city map: short straight walls on a grid."""
    rng, side = sheet.rng, sheet.side
    cell = sheet.finer * rng.uniform(5, 24)
    width = sheet.line_px(0.7, min(4, cell / sheet.finer / 3))
    bricks = rng.random() < 0.4
    for row in range(math.ceil(side / cell) + 1):
        for column in range(math.ceil(side / cell) + 1):
            x, y = column * cell, row * cell
            if bricks:
                sheet.draw.line((x, y, x + cell, y), sheet.ink, width)
                if (row + column) % 2 == 0:
                    sheet.draw.line((x, y, x, y + cell), sheet.ink, width)
            elif rng.random() < 0.5:
                sheet.draw.line((x, y, x + cell, y), sheet.ink, width)
            else:
                sheet.draw.line((x, y, x, y + cell), sheet.ink, width)


def draw_charts(sheet: Sheet) -> None:
    """Draw axes with numbers, a grid, and a curve or bars."""
    rng, side = sheet.rng, sheet.side
    left, base = side * rng.uniform(0.1, 0.2), side * rng.uniform(0.8, 0.9)
    font = ImageFont.load_default(sheet.finer * rng.uniform(8, 13))
    thin = sheet.line_px(0.6, 1.2)
    steps = int(rng.integers(4, 10))
    for i, share in enumerate(np.linspace(0, 1, steps).tolist()):
        x, y = left + share * (side - left) * 0.95, base - share * base * 0.9
        sheet.draw.line((x, base, x, base + 3 * sheet.finer), sheet.ink, thin)
        sheet.draw.line((left, y, side, y), sheet.ink, thin)
        sheet.draw.text((left - 2 * sheet.finer, y), str(i * 10), font=font, fill=sheet.ink, anchor="rm")
        sheet.draw.text((x, base + 4 * sheet.finer), str(i), font=font, fill=sheet.ink, anchor="mt")
    sheet.draw.line((left, 0, left, base, side, base), sheet.ink, sheet.line_px(1, 2))
    heights = base - base * np.clip(0.5 + np.cumsum(rng.normal(0, 0.12, size=14)), 0.05, 0.95)
    places = np.linspace(left, side, 14)
    ink = sheet.other_ink()
    if rng.random() < 0.5:
        sheet.draw.line(
            [(x, y) for x, y in zip(places.tolist(), heights.tolist(), strict=True)], ink, sheet.line_px(1, 3)
        )
        return
    for x, y in zip(places.tolist(), heights.tolist(), strict=True):
        sheet.draw.rectangle((x, y, x + (side - left) / 20, base), ink, sheet.ink, thin)


def _curve(x: float, y: float, radius: float, rng: np.random.Generator) -> list[tuple[float, float]]:
    """Return a smooth closed or open curve: a sum of a few turning circles."""
    t = np.linspace(0, rng.uniform(2, 2 * math.pi), 120)
    points = np.stack([np.full_like(t, x), np.full_like(t, y)], axis=1)
    for speed in (1, 2, 3):
        phase, size = rng.uniform(0, 2 * math.pi), radius * rng.uniform(0.2, 0.9) / speed
        points += size * np.stack([np.cos(speed * t + phase), np.sin(speed * t + phase)], axis=1)
    return [(px, py) for px, py in points.tolist()]
