"""Muon and Adam side by side."""

import pytest
import torch
from torch import nn

from enhancer_gui.training.optimiser import Muon, as_matrix, make_optimisers, orthogonalise


def network() -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(3, 32, 3), nn.PReLU(32), nn.Conv2d(32, 48, 3), nn.Conv2d(48, 12, 3))


@pytest.mark.parametrize("shape", [(2, 32, 96), (1, 96, 32)])
def test_that_singular_values_come_near_one(shape: tuple[int, int, int]) -> None:
    torch.manual_seed(0)
    values = torch.linalg.svdvals(orthogonalise(torch.randn(shape)).float())
    assert values.min() > 0.5 and values.max() < 1.4


def test_that_only_large_kernels_go_to_muon() -> None:
    optimisers = make_optimisers(network(), "muon", rate=1e-3)
    shapes = {type(part).__name__: [p.shape for p in part.param_groups[0]["params"]] for part in optimisers.parts}
    assert shapes["Muon"] == [(48, 32, 3, 3)]
    assert len(shapes["Adam"]) == 6
    assert [type(part) for part in make_optimisers(network(), "adam", rate=1e-3).parts] == [torch.optim.Adam]


def test_that_a_move_has_the_size_of_adams() -> None:
    kernel = nn.Parameter(torch.zeros(64, 64, 3, 3))
    kernel.grad = torch.randn(64, 64, 3, 3) * 1e-4
    Muon([kernel], lr=1.0).step()
    assert kernel.detach().square().mean().sqrt() == pytest.approx(0.2, rel=0.25)


def test_that_a_move_goes_against_the_gradient_whatever_the_memory_layout() -> None:
    torch.manual_seed(1)
    gradient = torch.randn(32, 32, 3, 3)
    moved = []
    for layout in (torch.contiguous_format, torch.channels_last):
        kernel = nn.Parameter(torch.zeros(32, 32, 3, 3).contiguous(memory_format=layout))
        kernel.grad = gradient.contiguous(memory_format=layout)
        Muon([kernel], lr=1.0).step()
        moved.append(kernel.detach())
    assert torch.equal(moved[0], moved[1])
    assert (moved[0] * gradient).sum() < 0
    assert as_matrix(moved[0]).shape == (32, 288)


def test_that_it_agrees_with_torchs_own_where_there_is_one() -> None:
    if not hasattr(torch.optim, "Muon"):
        pytest.skip("torch.optim.Muon came with torch 2.9")
    torch.manual_seed(2)
    kernel = nn.Parameter(torch.randn(32, 40, 3, 3))
    start = as_matrix(kernel.detach()).clone()
    matrix = nn.Parameter(start.clone())
    ours = Muon([kernel], lr=1e-2)
    theirs = torch.optim.Muon(
        [matrix], lr=1e-2, weight_decay=0.0, momentum=0.95, nesterov=True, adjust_lr_fn="match_rms_adamw"
    )
    for _ in range(3):
        kernel.grad = torch.randn_like(kernel)
        matrix.grad = as_matrix(kernel.grad)
        ours.step()
        theirs.step()  # type: ignore[no-untyped-call]
    moved = matrix.detach() - start
    # Both orthogonalise in bf16, in another order of operations.
    assert (as_matrix(kernel.detach()) - matrix.detach()).norm() < 0.03 * moved.norm()


def test_that_gradients_are_cut_to_a_norm_over_both() -> None:
    net = network()
    optimisers = make_optimisers(net, "muon", rate=1e-3)
    for parameter in net.parameters():
        parameter.grad = torch.ones_like(parameter)
    optimisers.step(torch.amp.GradScaler("cpu", enabled=False), clip=0.5)
    total = sum(float(p.grad.square().sum()) for p in net.parameters() if p.grad is not None) ** 0.5
    assert total == pytest.approx(0.5, rel=1e-3)


def test_that_both_take_the_rate_and_forget_gradients() -> None:
    net = network()
    optimisers = make_optimisers(net, "muon", rate=1e-3)
    optimisers.set_rate(0.5)
    assert {group["lr"] for part in optimisers.parts for group in part.param_groups} == {0.5}
    for parameter in net.parameters():
        parameter.grad = torch.ones_like(parameter)
    optimisers.zero_grad()
    assert all(parameter.grad is None for parameter in net.parameters())
