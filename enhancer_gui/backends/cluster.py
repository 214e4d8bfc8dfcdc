"""Many machines through Ray Data (extra `cluster`): one worker a GPU, rows go in, rows come out.

What a worker does is the caller's affair; it must stand being called twice with the same row, since Ray gives the rows
of a worker that died to another one. Photos are not sent: all machines see the same folders (a network share).

What 100,000 photos take on eight GPUs is worked out in packaging/container/README.md.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from enhancer_gui.core.errors import BackendError

Row: TypeAlias = dict[str, str | float]
Worker: TypeAlias = Callable[[Row], Row]

ROWS_A_BLOCK = 8
"""Rows that travel together: enough that Ray's 5 ms a task vanish beside photos of a second, few enough that the last
worker does not work long alone."""


@dataclass(frozen=True)
class Cluster:
    """Which machines.

    Attributes:
        address: of a running Ray cluster, "auto" for the one this machine belongs to, "" for this machine alone.
        workers: how many; 0 is one for each GPU, or one where there is none. Two for each GPU share it.
    """

    address: str = ""
    workers: int = 0


def map_on_cluster(rows: Sequence[Row], make_worker: Callable[[], Worker], cluster: Cluster) -> Iterator[Row]:
    """Yield each row's result as it comes, in any order.

    Args:
        rows: what the workers are called with.
        make_worker: called once in each worker's process; must be picklable.
        cluster: where.

    Raises:
        BackendError: Ray is not installed, or the cluster cannot be reached.
    """
    try:
        import ray
        import ray.data
    except ImportError as e:
        raise BackendError("Ray is not installed.", remedy="Install it: pip install 'enhancer-gui[cluster]'") from e
    try:
        ray.init(
            address=cluster.address or None, ignore_reinit_error=True, log_to_driver=False, logging_level=logging.ERROR
        )
    except Exception as e:  # Ray raises that very class where its own processes do not start in time
        raise _no_cluster(cluster, str(e)) from e
    try:
        there = ray.cluster_resources()
        gpus, cpus = there.get("GPU", 0.0), there.get("CPU", 1.0)
        workers = cluster.workers or max(1, int(gpus))
        ray.data.DataContext.get_current().enable_progress_bars = False  # the caller shows its own
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        blocks = max(workers, -(-len(rows) // ROWS_A_BLOCK))
        results = ray.data.from_items(list(rows), override_num_blocks=min(len(rows), blocks)).map(
            _Actor,
            fn_constructor_args=(make_worker,),
            compute=ray.data.ActorPoolStrategy(size=workers),
            num_cpus=min(1.0, cpus / workers / 2),  # half is left for Ray itself, which else waits for ever
            num_gpus=min(1.0, gpus / workers),  # more workers than GPUs share them: one decodes while one computes
        )
        yield from results.iter_rows()
    finally:
        ray.shutdown()


def _no_cluster(cluster: Cluster, detail: str) -> BackendError:
    if cluster.address:
        return BackendError("The cluster cannot be reached.", remedy="Check --address.", detail=detail)
    return BackendError(
        "Ray does not start on this machine.",
        remedy="Try again when it is less busy, or compute with --engine local.",
        detail=detail,
    )


class _Actor:
    """A worker in a process of its own."""

    def __init__(self, make_worker: Callable[[], Worker]) -> None:
        self._worker = make_worker()

    def __call__(self, row: Row) -> Row:
        return self._worker(row)
