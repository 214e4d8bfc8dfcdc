"""A cancel while a file is encoded or read back: answered at once, whatever the library does, and no file is left."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage import photo_check
from enhancer_gui.storage.format_table import WRITABLE, is_installed
from enhancer_gui.storage.photos import suffix_of, write_photo
from tests.fakes import HANG_LIMIT_S
from tests.storage.making import bands, header_for, leftovers, scene

ANSWERED_WITHIN_S = 2.0


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What a stuck call waits for; opened at the end, so that no thread stays behind."""
    event = threading.Event()
    yield event
    event.set()


def stuck(control: JobControl, gate: threading.Event) -> Callable[..., object]:
    """Return a call that never ends by itself; by then somebody has cancelled."""

    def wait(*_arguments: object, **_options: object) -> object:
        control.cancel()
        gate.wait(HANG_LIMIT_S)
        raise AssertionError("the answer is thrown away")

    return wait


def check_that_a_cancel_is_answered(target: Path, kind: FileFormat, control: JobControl) -> None:
    began = time.monotonic()
    with pytest.raises(Cancelled):
        write_photo(target, header_for(scene(), kind), bands(scene()), overwrite=True, control=control)
    assert time.monotonic() - began < ANSWERED_WITHIN_S
    assert leftovers(target.parent) == [target.name]
    assert target.read_bytes() == b"the old photo"


@pytest.mark.parametrize("kind", [FileFormat.JPEG, FileFormat.WEBP, FileFormat.AVIF, FileFormat.JXL, FileFormat.HEIC])
def test_that_a_cancel_does_not_wait_for_an_encoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: threading.Event, kind: FileFormat
) -> None:
    if not is_installed(WRITABLE[kind].extra):
        pytest.skip(f"The extra {WRITABLE[kind].extra} is not installed.")
    control = JobControl()
    if kind is FileFormat.JXL:
        monkeypatch.setattr("imagecodecs.jpegxl_encode", stuck(control, gate))
    elif kind is FileFormat.HEIC:
        monkeypatch.setattr("pillow_heif.from_bytes", stuck(control, gate))
    else:
        monkeypatch.setattr("PIL.Image.Image.save", stuck(control, gate))
    target = tmp_path / f"a{suffix_of(kind)}"
    target.write_bytes(b"the old photo")
    check_that_a_cancel_is_answered(target, kind, control)


@pytest.mark.parametrize("kind", [FileFormat.WEBP, FileFormat.AVIF])
def test_that_a_cancel_does_not_wait_until_a_file_is_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: threading.Event, kind: FileFormat
) -> None:
    control = JobControl()
    monkeypatch.setattr(photo_check, "_check_whole", stuck(control, gate))
    target = tmp_path / f"a{suffix_of(kind)}"
    target.write_bytes(b"the old photo")
    check_that_a_cancel_is_answered(target, kind, control)


def test_that_a_large_png_is_not_read_to_its_end_once_it_is_cancelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = JobControl()
    honest = photo_check._png_chunks
    seen: list[bytes] = []

    def chunks(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
        for name, body in honest(file):
            control.cancel()
            seen.append(name)
            yield name, body

    monkeypatch.setattr(photo_check, "_png_chunks", chunks)
    target = tmp_path / "a.png"
    target.write_bytes(b"the old photo")
    check_that_a_cancel_is_answered(target, FileFormat.PNG, control)
    assert seen == [b"IHDR"]
