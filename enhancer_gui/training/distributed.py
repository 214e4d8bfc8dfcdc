"""One training run on several processes: `torchrun --nproc-per-node N -m enhancer_gui.cli.main train CONFIG`.

Every process holds the whole network and its share of each batch; gradients are averaged, so the
result is that of one process with the whole batch. The first process alone writes files.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import distributed, nn
from torch.nn.parallel import DistributedDataParallel

from enhancer_gui.core.errors import ConfigError

_RANK = "RANK"


@dataclass(frozen=True)
class Crew:
    """The processes of a run, and which of them this is.

    Attributes:
        rank: number of this process, 0 for the one that writes files.
        size: how many there are.
        device: where this one computes.
    """

    rank: int
    size: int
    device: torch.device

    @property
    def is_first(self) -> bool:
        """Whether this process reports and writes files."""
        return self.rank == 0

    def share(self, batch: int) -> range:
        """Return the numbers of the pairs of a batch that this process makes.

        Raises:
            ConfigError: the batch cannot be shared evenly.
        """
        if batch % self.size:
            raise ConfigError(
                f"A batch of {batch} cannot be shared by {self.size} processes.",
                remedy="Set schedule.batch to a multiple of the number of processes.",
            )
        each = batch // self.size
        return range(self.rank * each, (self.rank + 1) * each)

    def joined(self, network: nn.Module) -> nn.Module:
        """Return a network whose backward pass averages gradients over all processes; itself if there is one."""
        if self.size == 1:
            return network
        return DistributedDataParallel(network)

    def means(self, values: Mapping[str, torch.Tensor]) -> dict[str, float]:
        """Return the means of numbers over all processes, in one exchange."""
        together = torch.stack([value.detach().float() for value in values.values()])
        if self.size > 1:
            distributed.all_reduce(together)
            together /= self.size
        return dict(zip(values, together.tolist(), strict=True))


def is_first_process() -> bool:
    """Return whether this process is the one that speaks, of those that torchrun started or alone."""
    return os.environ.get(_RANK, "0") == "0"


@contextmanager
def crew() -> Iterator[Crew]:
    """Join the processes that torchrun started; alone where it did not."""
    size = int(os.environ.get("WORLD_SIZE", "1"))
    rank = int(os.environ.get(_RANK, "0"))
    device = torch.device("cpu")
    if torch.cuda.is_available():
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
        torch.cuda.set_device(device)
    if size == 1:
        yield Crew(0, 1, device)
        return
    distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
    try:
        yield Crew(rank, size, device)
    finally:
        distributed.destroy_process_group()
