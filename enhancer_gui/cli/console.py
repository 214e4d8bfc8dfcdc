"""Printing for people: plain sentences, whatever the names in them hold and whatever the terminal can show."""

import io
import os
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text


def forgive_encodings() -> None:
    """Make the standard streams print a question mark for what their encoding lacks instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(console: Console, sentence: str, style: str = "") -> None:
    """Print a line as it is: no markup, no wrapping."""
    console.print(Text(sentence, style), soft_wrap=True)


def complain(sentence: str) -> None:
    """Print an error on standard error."""
    say(Console(stderr=True), sentence, "red")


def shown(path: Path) -> str:
    """Return a path as text that can be printed, whatever its bytes are."""
    return os.fsencode(path).decode("utf-8", "replace")


def clock(seconds: float | None) -> str:
    """Return a duration as h:mm:ss or m:ss; empty where it is not known."""
    if seconds is None:
        return ""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def duration(seconds: float) -> str:
    """Return a duration in seconds with a decimal, from a minute on as m:ss."""
    return f"{seconds:.1f} s" if seconds < 60 else clock(seconds)
