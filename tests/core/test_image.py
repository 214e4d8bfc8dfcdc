"""Samples keep their exact values on the way to float and back."""

import numpy as np
import pytest

from enhancer_gui.core.image import BitDepth, to_depth, to_float


@pytest.mark.parametrize("depth", [BitDepth.U8, BitDepth.U16])
def test_fault_24_that_every_sample_survives_the_round_trip(depth: BitDepth) -> None:
    every = np.arange(depth.white + 1, dtype=depth.dtype).reshape(1, -1, 1).repeat(3, axis=2)
    assert np.array_equal(to_depth(to_float(every), depth), every)


def test_that_float_samples_are_not_clipped() -> None:
    values = np.array([[[-0.5, 0.5, 3.0]]], dtype=np.float32)
    assert np.array_equal(to_depth(to_float(values), BitDepth.F32), values)
