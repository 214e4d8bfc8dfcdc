"""From a row of the catalogue to an installed model: licence, download, check, conversion."""

from collections.abc import Collection
from importlib.util import find_spec

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import DownloadError, ModelError
from enhancer_gui.core.models import ModelCard
from enhancer_gui.storage import model_trust
from enhancer_gui.storage.download import fetch
from enhancer_gui.storage.download_terms import Report, Wanted
from enhancer_gui.storage.model_entries import download_target
from enhancer_gui.storage.published_models import Needs, PublishedModel

_LIBRARIES = {Needs.COMMUNITY: "spandrel"}


def must_be_accepted(row: PublishedModel, accepted: Collection[str]) -> bool:
    """Return whether the licence of the weights is still to be accepted."""
    return row.must_accept and row.licence_weights not in accepted


def missing_library(row: PublishedModel) -> str:
    """Return the name of the optional library that a model needs and that is not installed; else an empty one."""
    library = _LIBRARIES.get(row.needs, "")
    return library if library and find_spec(library) is None else ""


def download(row: PublishedModel, accepted: Collection[str], control: JobControl, report: Report) -> ModelCard:
    """Download and install a model and return its card.

    Raises:
        Cancelled: asked to stop; the next call goes on where this one stopped.
        DownloadError: it could not be had.
        ModelError: its licence is not accepted, a library is missing, or it was refused.
        ConfigError: the checksums of earlier downloads cannot be read or written.
    """
    check_before(row, accepted)
    trusted = row.sha256 or model_trust.trusted_sha256(row.id)
    target = download_target(row)
    sha256 = fetch(Wanted(row.title, row.urls, row.size_bytes, trusted), target, control, report)
    control.checkpoint()
    # torch is loaded by who installs a model, not by who looks at the list
    from enhancer_gui.jobs.model_import import Wishes, install

    card = install(target, sha256, row, Wishes(), row.urls[0]).card
    if trusted is None:
        model_trust.trust(row.id, sha256)  # only now: what could not be installed deserves no trust
    target.unlink(missing_ok=True)
    return card


def check_before(row: PublishedModel, accepted: Collection[str]) -> None:
    """Find out what stands in the way before anything is contacted; raises DownloadError or ModelError."""
    if row.by_hand:
        raise DownloadError(
            f"“{row.title}” is offered by no place that a program may download from.",
            remedy=f"{row.note} See {row.page}".strip(),
        )
    if must_be_accepted(row, accepted):
        raise ModelError(
            f"The licence of “{row.title}” ({row.licence_weights}) has restrictions and was not accepted yet.",
            remedy=f"Read it at {row.page}, then accept it (`--accept-licence` on the command line).",
        )
    library = missing_library(row)
    if library:
        raise ModelError(
            f"“{row.title}” needs the library {library}, which is not installed.",
            remedy=f'Install it: pip install "enhancer-gui[{row.needs.value}]".',
        )
