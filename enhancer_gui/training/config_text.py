"""A training configuration as TOML, so that a run folder says by itself what was run and can be gone on with."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import JsonValue

from enhancer_gui.storage.atomic import write_text_atomic
from enhancer_gui.training.config import TrainingConfig

CONFIG_FILE = "config.toml"


def save_config(config: TrainingConfig, folder: Path) -> Path:
    """Write a configuration into a run's folder and return its path; `load_config` reads it back the same."""
    path = folder / CONFIG_FILE
    write_text_atomic(path, config_text(config))
    return path


def config_text(config: TrainingConfig) -> str:
    """Return a configuration as TOML, what is left at its default included."""
    return "\n".join(_table(config.model_dump(mode="json", exclude_none=True), ())).strip() + "\n"


def _table(table: Mapping[str, JsonValue], place: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of a table: its own values first, then tables and arrays of tables within."""
    for key, value in table.items():
        if not isinstance(value, dict) and not _is_tables(value):
            yield f"{key} = {_value(value)}"
    for key, value in table.items():
        name = ".".join((*place, key))
        if isinstance(value, dict):
            yield from ("", f"[{name}]")
            yield from _table(value, (*place, key))
        elif isinstance(value, list) and _is_tables(value):
            for entry in value:
                assert isinstance(entry, dict)
                yield from ("", f"[[{name}]]")
                yield from _table(entry, (*place, key))


def _is_tables(value: JsonValue) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)


def _value(value: JsonValue) -> str:
    """Return a value as TOML: JSON's strings, numbers, booleans and arrays are TOML's."""
    return json.dumps(value, ensure_ascii=False)
