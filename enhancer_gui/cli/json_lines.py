"""`--json`: one JSON object a line on standard output, for other programs.

Every line has "event"; lines about a photo have "job", an id that is unique within the run. The names
below are stable: later versions add fields and kinds but rename and remove none.

| event | fields |
|---|---|
| begin | version, photos, notes |
| planned | job, photo, target (null where there is none) |
| started | job, source_size, native_size, target_size, tiles, tiles_kept, device, precision |
| tile_done | job, index, x, y, width, height (pixels of the native result) |
| progress | job, fraction, tiles_done, tiles, eta_s, megapixels_per_s (null while unknown) |
| note | job, message |
| paused, resumed | job |
| saving | job, target |
| finished | job, photo, target, seconds, skipped |
| failed | job, photo, message, remedy, detail |
| cancelled | job, photo |
| summary | photos, done, skipped, failed, not_done, exit_code, advice |

Each photo that was begun has exactly one of finished, failed and cancelled. Sizes are [width, height].
A path that is no valid Unicode carries its odd bytes as lone surrogates (Python's `os.fsencode` undoes it).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from enhancer_gui import __version__
from enhancer_gui.backends.wire import Fields, event_fields
from enhancer_gui.cli.batch import Summary
from enhancer_gui.cli.planning import PlannedPhoto
from enhancer_gui.core import events


@dataclass(frozen=True)
class JsonReporter:
    """Writes every event as a line and flushes it."""

    stream: TextIO

    def begin(self, photos: Sequence[PlannedPhoto], notes: Sequence[str]) -> None:
        """Write the plan."""
        self._write("begin", {"version": __version__, "photos": len(photos), "notes": list(notes)})
        for photo in photos:
            target = photo.job.target
            fields = {"job": photo.job.id, "photo": str(photo.job.source), "target": str(target) if target else None}
            self._write("planned", fields)

    def take(self, photo: PlannedPhoto, event: events.Event) -> None:
        """Write an event."""
        name, fields = event_fields(event)
        about: dict[str, object] = {"job": event.job_id}
        if isinstance(event, events.TERMINAL):
            about["photo"] = str(photo.job.source)
        self._write(name, {**about, **fields})

    def end(self, summary: Summary, advice: str) -> None:
        """Write the outcome."""
        failed = len(summary.failures)
        fields = {
            "photos": summary.total,
            "done": summary.done,
            "skipped": summary.skipped,
            "failed": failed,
            "not_done": summary.total - summary.done - summary.skipped - failed,
            "exit_code": int(summary.exit_code),
            "advice": advice,
        }
        self._write("summary", fields)

    def _write(self, name: str, fields: Fields) -> None:
        self.stream.write(json.dumps({"event": name, **fields}) + "\n")
        self.stream.flush()
