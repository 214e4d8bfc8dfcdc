"""The order in which jobs run can be changed while they wait."""

from pathlib import Path

from enhancer_gui.core.jobs import Job
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.jobs.queue import JobQueue


def test_that_jobs_run_in_the_order_given_and_none_is_lost() -> None:
    queue = JobQueue()
    for name in "abcd":
        queue.add(Job(name, Path(name), None, Recipe("none", "None", ())))
    queue.order(("c", "unknown", "a"))
    assert [entry.job.id for entry in queue] == ["c", "a", "b", "d"]
    first = queue.next_job()
    assert first is not None
    assert first.id == "c"
