"""Addresses of other machines, and what is told of the line to them."""

import pytest

from enhancer_gui.backends.address import parse_address, typed_address
from enhancer_gui.backends.transfer import Line, Phase, Transfer
from enhancer_gui.core.errors import ConfigError


@pytest.mark.parametrize(
    "text", ["studio:8765", "ftp://studio", "http://", "http://user:secret@studio", "http://[", "http://studio:99999"]
)
def test_that_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="no server's address"):
        parse_address(text)


@pytest.mark.parametrize(
    ("typed", "device_id"),
    [
        (" studio ", "http://studio:8765"),
        ("studio:9000", "http://studio:9000"),
        ("192.168.1.20#cuda:1", "http://192.168.1.20:8765#cuda:1"),
        ("[::1]", "http://[::1]:8765"),
        ("https://studio.example.org/", "https://studio.example.org"),
    ],
)
def test_that_a_name_is_enough_of_an_address_where_a_person_types_it(typed: str, device_id: str) -> None:
    address = typed_address(typed)
    assert address.device_id == device_id and parse_address(device_id) == address
    assert address.is_private == (device_id.startswith("https") or address.host == "::1")


@pytest.mark.parametrize("typed", ["", "a studio", "studio/path", "me@studio", "studio:http"])
def test_that_what_is_no_name_of_a_machine_is_refused(typed: str) -> None:
    with pytest.raises(ConfigError, match="no server's address"):
        typed_address(typed)


def test_that_a_line_tells_of_phases_and_ends_and_not_of_every_byte() -> None:
    line, heard = Line(), list[Transfer]()
    line.tell(Transfer("studio", Phase.CALLING))  # nobody listens yet
    line.on_transfer = heard.append
    for done in range(0, 1001, 10):
        line.tell(Transfer("studio", Phase.SENDING, done, 1000))
    line.tell(Transfer("studio", Phase.WAITING))
    assert [each.phase for each in heard[-2:]] == [Phase.SENDING, Phase.WAITING]
    assert heard[0].done_bytes == 0 and heard[-2].fraction == 1.0 and len(heard) < 50


def test_that_an_address_may_name_a_device() -> None:
    address = parse_address("https://studio:8765/#cuda:1")
    assert (address.url, address.device, address.host) == ("https://studio:8765", "cuda:1", "studio")
