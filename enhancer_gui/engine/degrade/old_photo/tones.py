"""How a whole print ages: colour, contrast, evenness and grain. Nothing is lost, it only looks different."""

import math

import cv2
import numpy as np

from enhancer_gui.engine.degrade.fields import rough_noise, smooth_noise, spread
from enhancer_gui.engine.degrade.vocabulary import Pixels, Rng


def monochrome(image: Pixels, rng: Rng) -> Pixels:
    """Return the picture in one colour: neutral, or sepia of many depths, seen through film of random colour response.

    Early emulsions hardly saw red, later ones everything: the weights of the channels are drawn accordingly.
    """
    weights = rng.dirichlet((3.0, 6.0, 3.0)).astype(np.float32)
    grey = np.asarray(cv2.transform(image, weights[None, :]))
    warmth = 0.0 if rng.random() < 0.35 else rng.uniform(0.2, 1.0)
    bend = (np.array([0.25, 0.0, -0.35]) * warmth + rng.normal(0, 0.03, size=3)).astype(np.float32)
    arch = grey * (1 - grey)
    return np.asarray(cv2.merge([grey + k * arch for k in bend]))


def faded_dyes(image: Pixels, rng: Rng) -> Pixels:
    """Return a colour print whose three dyes have lost density, one more than the others, which leaves a cast."""
    kept = rng.uniform(0.88, 1.0, size=3)
    kept[rng.integers(3)] -= rng.uniform(0.0, 0.2)
    pure = rng.uniform(0.4, 1.0)
    mix = pure * np.eye(3) + (1 - pure) / 3
    return np.asarray(cv2.transform(image, np.column_stack([kept[:, None] * mix, 1 - kept])))


def faded(image: Pixels, rng: Rng) -> Pixels:
    """Return the picture with grey blacks and yellowed or grey whites."""
    black = rng.uniform(0.0, 0.28)
    white = rng.uniform(0.72, 1.0)
    yellow = rng.uniform(0.0, 0.25) if rng.random() < 0.6 else 0.0
    low = np.array([black, black * 0.95, black * 0.85])
    high = np.maximum(np.array([white, white * (1 - 0.25 * yellow), white * (1 - yellow)]), low + 0.2)
    return np.asarray(cv2.transform(image, np.column_stack([np.diag(high - low), low])))


def unevenly_exposed(image: Pixels, rng: Rng) -> Pixels:
    """Return the picture with light and dark regions, darker or paler towards one side or the corners."""
    height, width = image.shape[:2]
    strength = np.float32(rng.uniform(0.03, 0.16))
    field = smooth_noise(height, width, rng.uniform(0.4, 1.2) * max(height, width), rng)
    return image * spread(1 + strength * field)


def grainy(image: Pixels, rng: Rng) -> Pixels:
    """Return the picture with clumps of grain, grey, strongest in the middle tones."""
    height, width = image.shape[:2]
    noise = rng.standard_normal((height, width), dtype=np.float32)
    clump = rng.uniform(0.0, 1.1)
    strength = np.float32(rng.uniform(0.008, 0.05))
    if clump > 0.3:
        # White noise blurred by sigma keeps 1 / (2 sigma sqrt(pi)) of its deviation; 0.8: coarse grain is felt more.
        noise = np.asarray(cv2.GaussianBlur(noise, (0, 0), clump)) * np.float32(0.8 * 2 * clump * math.sqrt(math.pi))
    middle = np.asarray(cv2.extractChannel(image, 1), dtype=np.float32)
    strongest = (np.float32(0.4) + 2 * middle * (1 - middle)) * strength
    return image + spread(np.asarray(noise * strongest, dtype=np.float32))


def halftoned(image: Pixels, rng: Rng) -> Pixels:
    """Return the picture through a printer's screen of dots, softened by the scan.

    Source: a clustered-dot screen, the product of two turned cosines (Ulichney, "Digital halftoning", 1987, chapter 5).
    """
    height, width = image.shape[:2]
    pitch, angle = rng.uniform(2.6, 6.0), rng.uniform(0, math.pi / 2)
    y = np.arange(height, dtype=np.float32)[:, None]
    x = np.arange(width, dtype=np.float32)[None, :]
    turn = 2 * math.pi / pitch
    u = turn * (x * math.cos(angle) + y * math.sin(angle))
    v = turn * (y * math.cos(angle) - x * math.sin(angle))
    screen = np.asarray((np.cos(u) + np.cos(v)) / 4 + 0.5, dtype=np.float32)
    dots = np.clip((image - spread(screen)) * np.float32(pitch * 0.9) + np.float32(0.5), 0, 1)
    share = np.float32(rng.uniform(0.25, 0.8))
    return np.asarray(image * (1 - share) + dots * share)


def stained(image: Pixels, size: float, rng: Rng) -> Pixels:
    """Return the picture under a few translucent brown stains, some with the dark rim that drying leaves."""
    height, width = image.shape[:2]
    out = image
    for _ in range(1 + int(rng.poisson(0.7))):
        radius = rng.uniform(0.08, 0.6) * max(height, width)
        y = np.arange(height, dtype=np.float32)[:, None] - np.float32(rng.uniform(0, height))
        x = np.arange(width, dtype=np.float32)[None, :] - np.float32(rng.uniform(0, width))
        ragged = 1 + np.float32(0.18) * rough_noise(height, width, 0.5 * radius, rng)
        edge = np.float32(radius) * ragged - np.hypot(x, y)
        body = np.clip(edge / np.float32(rng.uniform(1.5, 14) * size), 0, 1)
        amount = body * np.float32(rng.uniform(0.1, 0.45))
        if rng.random() < 0.5:
            amount = amount + np.exp(-np.square(edge / np.float32(2.2 * size))) * np.float32(rng.uniform(0.1, 0.35))
        tint = np.array([0.25, 0.55, 1.0], dtype=np.float32) * np.float32(rng.uniform(0.4, 0.9))
        out = out * cv2.merge([1 - k * amount for k in tint])
    return out


def sharpened(image: Pixels, radius_px: float, amount: float) -> Pixels:
    """Return the picture with its difference from a softer copy added, as scanners do by default, 0..1."""
    softer = cv2.GaussianBlur(image, (0, 0), radius_px)
    return np.asarray(np.clip(cv2.addWeighted(image, 1 + amount, softer, -amount, 0), 0, 1))
