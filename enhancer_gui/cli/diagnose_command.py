"""`enhancer diagnose`: what is wrong with photos, and what is expected to help."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from enhancer_gui.cli import environment
from enhancer_gui.cli.batch import ExitCode
from enhancer_gui.cli.console import complain, say, shown
from enhancer_gui.cli.diagnose_words import finding_words, remedy_words
from enhancer_gui.cli.guard import exit_codes
from enhancer_gui.cli.tables import Row
from enhancer_gui.core.diagnosis import Degree, Diagnosis, task_of
from enhancer_gui.core.errors import EnhancerError

_GOOD = "No benefit expected from enhancing it."
_SOFT = "No step is expected to help. The preset photo-4x may still make soft edges look crisper."


def diagnose(
    photos: Annotated[list[Path], typer.Argument(metavar="PHOTO...", help="Photos to look at; nothing is written.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line instead of sentences.")] = False,
) -> None:
    """Tell what is wrong with photos: noise, JPEG, blur, true resolution, fading, cast, scratches, size.

    Each finding names the step that is expected to help; where none does, no benefit is expected from enhancing.
    """
    failed = False
    with exit_codes():
        from enhancer_gui.jobs.diagnosis import diagnose_photo

        models = environment.catalogue()
        for path in photos:
            try:
                diagnosis = diagnose_photo(path, models)
            except EnhancerError as e:
                complain(str(e))
                failed = True
                continue
            if as_json:
                print(json.dumps(_row(path, diagnosis)))
            else:
                _say(path, diagnosis)
    if failed:
        raise typer.Exit(ExitCode.FAILED)


def _row(path: Path, diagnosis: Diagnosis) -> Row:
    """Return a diagnosis for programs; later versions add fields and rename none."""
    findings = [
        {
            "subject": finding.subject.value,
            "degree": finding.degree.value,
            "figure": round(finding.figure, 4),
            "blur": finding.blur.value,
            "angle_deg": finding.angle_deg,
            "remedy": finding.remedy.value if finding.remedy else None,
            "sentence": finding_words(finding),
        }
        for finding in diagnosis.findings
    ]
    remedies: list[Row] = []
    for remedy in diagnosis.remedies:
        task = task_of(remedy)
        remedies.append({"remedy": remedy.value, "step": task.value if task else None})
    return {"photo": str(path), "size": list(diagnosis.size), "findings": findings, "remedies": remedies}


def _say(path: Path, diagnosis: Diagnosis) -> None:
    console = Console()
    say(console, f"{shown(path)}: {diagnosis.size[0]} x {diagnosis.size[1]} pixels", "bold")
    for finding in diagnosis.findings:
        advice = f" Helps: {remedy_words(finding.remedy)}." if finding.remedy else ""
        say(console, f"  {finding_words(finding)}{advice}", "" if finding.degree is not Degree.NONE else "dim")
    if not diagnosis.remedies:
        say(console, f"  {_SOFT if diagnosis.may_look_crisper else _GOOD}")
