"""What `enhancer run` says beside the photos themselves."""

from enhancer_gui.cli.batch import Summary
from enhancer_gui.core.recipe import OnConflict, Recipe

STOPPING = "Stopping after this tile. Press Ctrl-C again to stop at once."


def advice(summary: Summary, recipe: Recipe) -> str:
    """Return how to go on after an interruption; empty where there was none."""
    if not summary.interrupted:
        return ""
    sentence = "Interrupted. The same command goes on where it stopped: finished tiles are kept."
    if summary.done and recipe.export.on_conflict is OnConflict.UNIQUE:
        sentence += " Add --on-conflict skip to leave finished photos alone."
    return sentence


def left_out_note(count: int) -> str:
    """Return the sentence about files that were taken for results of an earlier run."""
    if count == 1:
        return "1 file looks like the result of an earlier run and is left out."
    return f"{count} files look like results of an earlier run and are left out."
