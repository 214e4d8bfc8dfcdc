"""What is known of a file that is half there: which server sent it, and how to ask whether it is still the same."""

from dataclasses import dataclass
from json import dumps
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from enhancer_gui.storage.atomic import write_text_atomic

PART_SUFFIX = ".part"
RECORD_SUFFIX = ".part.json"


@dataclass(frozen=True)
class PartRecord:
    """Facts about the first bytes of a file.

    Attributes:
        url: as asked for, before redirects.
        validator: a strong ETag or a date of change, for If-Range (RFC 9110, 13.1.5); "" where the server gave none.
        total_bytes: of the whole file; None where the server did not say.
    """

    url: str
    validator: str = ""
    total_bytes: int | None = None


_record = TypeAdapter(PartRecord)


def part_of(target: Path) -> Path:
    """Return where the first bytes of a download are kept."""
    return target.with_name(target.name + PART_SUFFIX)


def part_bytes(target: Path) -> int:
    """Return how much of a download is there; 0 where nothing is."""
    try:
        return part_of(target).stat().st_size
    except OSError:
        return 0


def read_record(target: Path) -> PartRecord | None:
    """Return what is known of the part; None where nothing is, or the record is damaged."""
    try:
        return _record.validate_json(target.with_name(target.name + RECORD_SUFFIX).read_bytes())
    except (OSError, ValidationError):
        return None


def write_record(target: Path, record: PartRecord) -> None:
    """Remember facts about the part; OSError when the disk refuses."""
    text = dumps({"url": record.url, "validator": record.validator, "total_bytes": record.total_bytes})
    write_text_atomic(target.with_name(target.name + RECORD_SUFFIX), text)


def discard_part(target: Path) -> None:
    """Remove the part and its record."""
    part_of(target).unlink(missing_ok=True)
    target.with_name(target.name + RECORD_SUFFIX).unlink(missing_ok=True)
