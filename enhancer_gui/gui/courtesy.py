"""The window comes first: whoever computes beside it gets out of its way.

A frame needs a few milliseconds of a core at once, a tile needs all cores for a second. On Linux a thread's
niceness settles that without idle cores: the kernel takes it for each thread (unlike POSIX, see setpriority(2),
"C library/kernel differences"), and the threads that torch starts inherit it from the worker's. Elsewhere they do
not, so there one core is left free.

Measured (a 108-megapixel result panned on one core that other programs used too, one thread computing): at niceness 0
21 % of the frames came after more than 33 ms (median 27 ms), at 10 5.5 % (median 16 ms), while as much was computed
(0.17 and 0.20 MP/s). tests/benchmarks/bench_smoothness.py measures it on a machine of its own.
"""

import logging
import os
import platform
import threading

LOG = logging.getLogger(__name__)

LINUX = "Linux"
WORKER_NICE = 10
"""About a tenth of the weight of a thread of the window where they want the same core, and all of an idle one."""


def make_way() -> None:
    """Lower the priority of the thread that calls, and of those that it starts from now on."""
    if platform.system() != LINUX:
        return
    try:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), WORKER_NICE)
    except OSError as error:
        LOG.info("the worker keeps its priority: %s", error)


def threads_to_spare() -> int | None:
    """Return how many threads may compute beside the window; None where all may, because they make way."""
    if platform.system() == LINUX:
        return None
    return max(1, (os.cpu_count() or 1) - 1)
