"""The queue as a state machine: whatever comes in, its promises hold."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enhancer_gui.core import events
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.jobs import Job, JobState
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.jobs.queue import JobQueue


def job(job_id: str) -> Job:
    return Job(job_id, Path(f"{job_id}.png"), None, Recipe("test", "Test", ()))


def started(job_id: str, kept: int = 0) -> events.Started:
    return events.Started(job_id, (8, 8), (16, 16), (16, 16), 4, kept, Path("store"), "CPU", "fp32")


def queue_of(*ids: str) -> JobQueue:
    queue = JobQueue()
    for job_id in ids:
        queue.add(job(job_id))
    return queue


def test_that_jobs_run_one_at_a_time_in_order() -> None:
    queue = queue_of("a", "b")
    assert queue.next_job() == job("a")
    queue.apply(started("a"))
    assert queue.next_job() is None
    queue.apply(events.Finished("a", Path("a.out"), 1.0))
    assert queue["a"].result == Path("a.out")
    assert queue.next_job() == job("b")


def test_that_a_failure_keeps_its_words_and_does_not_stop_the_others() -> None:
    queue = queue_of("a", "b")
    queue.apply(started("a"))
    failure = events.Failed("a", "The photo is broken.", "Use another copy.", "detail")
    queue.apply(failure)
    assert queue["a"].error == failure
    assert queue.next_job() == job("b")


def test_that_pause_and_resume_are_states() -> None:
    queue = queue_of("a")
    states: list[JobState] = []
    for event in (started("a"), events.Paused("a"), events.Resumed("a")):
        queue.apply(event)
        states.append(queue["a"].state)
        assert queue.active is queue["a"]
    assert states == [JobState.RUNNING, JobState.PAUSED, JobState.RUNNING]


def test_that_a_retry_starts_afresh_at_its_place() -> None:
    queue = queue_of("a", "b")
    queue.apply(started("a"))
    queue.apply(events.Failed("a", "x", "", ""))
    queue.retry("a")
    assert queue["a"].state is JobState.QUEUED and queue["a"].error is None
    assert queue.next_job() == job("a")


def test_that_a_late_event_cannot_wake_the_dead() -> None:
    queue = queue_of("a")
    queue.apply(started("a"))
    queue.apply(events.Cancelled("a"))
    queue.apply(events.Progress("a", 0.5, 2, 4, 1.0, 1.0))
    assert queue["a"].state is JobState.CANCELLED and queue["a"].fraction == 0


def test_that_an_active_job_cannot_be_removed() -> None:
    queue = queue_of("a")
    queue.apply(started("a"))
    with pytest.raises(ValueError, match="active"):
        queue.remove("a")
    queue.apply(events.Cancelled("a"))
    queue.remove("a")
    assert "a" not in queue


def test_that_events_of_unknown_jobs_are_ignored() -> None:
    assert queue_of("a").apply(started("z")) is None


EVENTS = st.sampled_from(
    ["started", "paused", "resumed", "tile", "progress", "saving", "finished", "failed", "cancelled"]
)


def make(kind: str, job_id: str) -> events.Event:
    table: dict[str, events.Event] = {
        "started": started(job_id),
        "paused": events.Paused(job_id),
        "resumed": events.Resumed(job_id),
        "tile": events.TileDone(job_id, 0, Region(0, 0, 4, 4)),
        "progress": events.Progress(job_id, 0.5, 2, 4, None, None),
        "saving": events.Saving(job_id, Path("x")),
        "finished": events.Finished(job_id, None, 1.0),
        "failed": events.Failed(job_id, "m", "r", "d"),
        "cancelled": events.Cancelled(job_id),
    }
    return table[kind]


@given(script=st.lists(st.tuples(EVENTS, st.sampled_from(["a", "b"])), max_size=30))
def test_that_progress_stays_within_bounds_and_final_jobs_have_a_reason(script: list[tuple[str, str]]) -> None:
    queue = queue_of("a", "b")
    for kind, job_id in script:
        queue.apply(make(kind, job_id))
        assert 0 <= queue.fraction <= 1
    for entry in queue:
        assert (entry.state is JobState.FAILED) == (entry.error is not None)
        assert entry.state is not JobState.FINISHED or entry.fraction == 1
