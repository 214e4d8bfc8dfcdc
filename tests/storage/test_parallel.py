import pytest

from enhancer_gui.storage.parallel import map_in_order


class StoppedError(Exception):
    pass


@pytest.mark.parametrize("fails_at", [0, 5, 19])
def test_that_pieces_are_worked_on_in_order_and_a_failure_is_passed_on(fails_at: int) -> None:
    assert list(map_in_order(lambda piece: piece * 2, range(100))) == list(range(0, 200, 2))

    def work(piece: int) -> int:
        if piece == fails_at:
            raise StoppedError
        return piece

    with pytest.raises(StoppedError):
        list(map_in_order(work, range(20)))
