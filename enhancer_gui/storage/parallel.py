"""Work on a stream's pieces by several threads, with results in order and few pieces in memory."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_MAX_THREADS = 4
_T = TypeVar("_T")
_R = TypeVar("_R")


def map_in_order(work: Callable[[_T], _R], pieces: Iterable[_T]) -> Iterator[_R]:
    """Yield `work(piece)` for each piece in order; for work that leaves Python's lock (zlib, numpy).

    At most three pieces a thread are held. What `work` or `pieces` raise is passed on.
    """
    threads = min(_MAX_THREADS, os.cpu_count() or 1)
    waiting: deque[Future[_R]] = deque()
    with ThreadPoolExecutor(threads, thread_name_prefix="encode") as pool:
        for piece in pieces:
            waiting.append(pool.submit(work, piece))
            if len(waiting) > 2 * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
