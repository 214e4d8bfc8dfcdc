"""Models that others publish and this program can fetch: the rows of `resources/catalogue/*.toml`.

Each file holds `[[model]]` tables; nothing here is contacted before the user asks for it. Only what a step of a
recipe can run has a row: nobody downloads a model for nothing. A row without a checksum is
one that nobody publishes a checksum for: the first download is believed, and remembered.
"""

import logging
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator, model_validator

from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.models import Precision, Task, Tiling
from enhancer_gui.storage.explain import first_problem
from enhancer_gui.storage.model_cards import ModelId
from enhancer_gui.storage.paths import resources_dir

CATALOGUE_FOLDER = "catalogue"
_log = logging.getLogger(__name__)

_Text = Annotated[str, Field(min_length=1)]


class Terms(StrEnum):
    """What a licence asks of the user; all but FREE are to be accepted once, before the download."""

    FREE = "free"
    NON_COMMERCIAL = "non-commercial"
    RESTRICTED = "restricted"
    UNSTATED = "unstated"


class Needs(StrEnum):
    """The optional extra that a model needs beside the program itself."""

    NOTHING = ""
    COMMUNITY = "community"


@dataclass(frozen=True)
class PublishedModel:
    """A row.

    Attributes:
        summary: one line for people: what it does well, and what not.
        network: name of the architecture.
        licence_code, licence_weights: SPDX names where there are such; what `terms` are about is the weights.
        file: name under which the download is kept.
        size_bytes, sha256: of the download; None where nobody publishes them.
        urls: places to download it, the first that answers is taken; empty where it is to be had by hand only.
        page: where a person reads about it.
        source: paper or project.
        note: what to know before downloading; may be empty.
        twin: id of the model with which this one is mixed to set how much noise it takes; see `ModelCard.twin`.
    """

    id: ModelId
    title: _Text
    summary: _Text
    task: Task
    scale: Annotated[int, Field(ge=1, le=16)]
    network: _Text
    licence_code: _Text
    licence_weights: _Text
    terms: Terms
    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    urls: tuple[str, ...]
    page: str
    source: _Text
    tiling: Tiling
    precisions: Annotated[tuple[Precision, ...], Field(min_length=1)]
    size_bytes: Annotated[int, Field(ge=1)] | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    needs: Needs = Needs.NOTHING
    note: str = ""
    twin: str = ""

    @property
    def must_accept(self) -> bool:
        """Whether the licence is to be accepted before the download."""
        return self.terms is not Terms.FREE

    @property
    def by_hand(self) -> bool:
        """Whether no place offers the file itself: a person downloads it from `page` and imports it."""
        return not self.urls


_row = TypeAdapter(PublishedModel)


class _Rows(BaseModel):
    model_config = ConfigDict(extra="forbid")

    model: list[dict[str, object]]


class _Places(BaseModel):
    """The addresses of a row: only the web, and something to go by."""

    urls: tuple[str, ...]
    page: str

    @field_validator("urls", "page")
    @classmethod
    def _is_web(cls, value: tuple[str, ...] | str) -> tuple[str, ...] | str:
        for address in (value,) if isinstance(value, str) else value:
            if address and (urlsplit(address).scheme != "https" or not urlsplit(address).hostname):
                raise ValueError(f"{address} is no https address")
        return value

    @model_validator(mode="after")
    def _can_be_had(self) -> "_Places":
        if not self.urls and not self.page:
            raise ValueError("neither urls nor page are given")
        return self


@dataclass(frozen=True)
class PublishedModels:
    """Rows by id, and sentences about those that could not be used."""

    rows: Mapping[str, PublishedModel]
    problems: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[PublishedModel]:
        return iter(self.rows.values())

    def get(self, model_id: str) -> PublishedModel:
        """Return a row.

        Raises:
            ModelError: nobody publishes such a model, as far as this version knows.
        """
        if model_id in self.rows:
            return self.rows[model_id]
        raise ModelError(
            f"There is no model “{model_id}” to download.", remedy="`enhancer models list --all` shows those there are."
        )

    def with_sha256(self, sha256: str) -> PublishedModel | None:
        """Return the row whose file has this checksum, if any."""
        return next((row for row in self.rows.values() if row.sha256 == sha256), None)


def load_published(folder: Path | None = None) -> PublishedModels:
    """Return the rows of all files of a folder, by default the shipped one; a broken row hides no other.

    Raises:
        ConfigError: the program's own data folder is missing.
    """
    rows: dict[str, PublishedModel] = {}
    problems = []
    for path in sorted((resources_dir() / CATALOGUE_FOLDER if folder is None else folder).glob("*.toml")):
        try:
            tables = _Rows.model_validate(tomllib.loads(path.read_text("utf-8"))).model
        except (OSError, ValueError) as error:  # ValueError: no UTF-8, no TOML, or of another shape
            problems.append(f"The catalogue {path.name} cannot be used: {first_problem(error)}.")
            continue
        for number, table in enumerate(tables, 1):
            try:
                row = _read_row(table)
                if row.id in rows:
                    raise ValueError(f"the id “{row.id}” is taken")
            except ValueError as error:
                problems.append(f"Row {number} of the catalogue {path.name} cannot be used: {first_problem(error)}.")
            else:
                rows[row.id] = row
    for problem in problems:
        _log.info("%s", problem)
    return PublishedModels(rows, tuple(problems))


def _read_row(table: dict[str, object]) -> PublishedModel:
    unknown = set(table) - set(PublishedModel.__dataclass_fields__)
    if unknown:
        raise ValueError(f"{min(unknown)}: there is no such field")
    _Places.model_validate(table)
    return _row.validate_python(table)
