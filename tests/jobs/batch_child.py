"""A process for tests to kill: the real batch command over a fake backend, which starts without torch.

Started as `python -m tests.jobs.batch_child batch FOLDER -o OUT ...`.
"""

import os
import sys
import time
from collections.abc import Iterator

from enhancer_gui.backends.base import TileResult, WorkOrder
from enhancer_gui.cli import environment
from enhancer_gui.cli.main import app
from enhancer_gui.core.cancel import JobControl
from tests.fakes import FakeBackend, fake_catalogue

SECONDS = "SECONDS_PER_PHOTO"
DEADLY_WIDTH = 33
"""Width of photos that kill."""


class Slow(FakeBackend):
    """Takes its time for each photo, and dies of photos of one width."""

    def enhance(self, order: WorkOrder, device_id: str, control: JobControl) -> Iterator[TileResult]:
        if order.image.width == DEADLY_WIDTH:
            os._exit(139)
        time.sleep(float(os.environ.get(SECONDS, "0")))
        yield from super().enhance(order, device_id, control)


def make_backend() -> Slow:
    """Return the backend; by name, so that other processes can make it too."""
    return Slow()


if __name__ == "__main__":
    environment.make_backend = make_backend
    environment.catalogue = fake_catalogue
    app(sys.argv[1:])
