"""`enhancer models download`: a bar on a terminal, plain lines elsewhere, JSON for programs."""

import json
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from enhancer_gui.cli.console import say
from enhancer_gui.cli.interrupt import cancel_on_signals
from enhancer_gui.cli.tables import size_words
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.jobs.model_download import check_before, download, must_be_accepted
from enhancer_gui.storage.download_terms import DownloadProgress, Report
from enhancer_gui.storage.published_models import PublishedModel
from enhancer_gui.storage.settings import load_settings, save_settings

STOPPING = "Pausing. The same command goes on where this one stops."


def download_all(rows: Sequence[PublishedModel], *, accept: bool, as_json: bool) -> None:
    """Download and install models, one after the other; nothing is contacted before all may be downloaded.

    Raises:
        Cancelled: interrupted.
        EnhancerError: as `jobs.model_download.download`.
    """
    accepted = _accepted(rows, accept=accept)
    for row in rows:
        check_before(row, accepted)
    control = JobControl()
    with cancel_on_signals(control, STOPPING):
        for row in rows:
            if row.sha256 is None and not as_json:
                say(Console(), f"Nobody publishes a checksum of {row.title}: this download is trusted and remembered.")
            with _reporting(row, as_json=as_json) as report:
                card = download(row, accepted, control, report)
            if as_json:
                print(json.dumps({"id": card.id, "title": row.title}), flush=True)
            else:
                say(Console(), f"{row.title} is installed: {card.id}")


def _accepted(rows: Sequence[PublishedModel], *, accept: bool) -> Collection[str]:
    """Return the licences accepted so far, those of these models added and remembered where the user says so."""
    settings, _problem = load_settings()
    new = (
        {row.licence_weights for row in rows if must_be_accepted(row, settings.accepted_licences)} if accept else set()
    )
    if new:
        settings = replace(settings, accepted_licences=tuple(sorted({*settings.accepted_licences, *new})))
        save_settings(settings)
    return settings.accepted_licences


@contextmanager
def _reporting(row: PublishedModel, *, as_json: bool) -> Iterator[Report]:
    if as_json or not sys.stdout.isatty():
        if not as_json:
            say(Console(), f"Downloading {row.title} ({size_words(row.size_bytes)})")
        yield _silence
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, TimeRemainingColumn(), transient=True) as bar:
        task = bar.add_task(row.title, total=row.size_bytes)

        def report(progress: DownloadProgress) -> None:
            bar.update(task, completed=progress.done_bytes, total=progress.total_bytes)

        yield report


def _silence(_progress: DownloadProgress) -> None:
    """Tell nothing."""
