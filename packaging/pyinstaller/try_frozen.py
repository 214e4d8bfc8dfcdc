"""Tries what was frozen, without a screen: both programs, a photo, the window, a second start, and the end.

Photos are computed in the program itself and in a process of its own, which a frozen program starts in another way than
Python does; none of the folder's programs may run on at the end.

    QT_QPA_PLATFORM=offscreen python packaging/pyinstaller/try_frozen.py dist/Enhancer

Prints sizes and times; leaves with 1 and a sentence where something is not as it should be. The window's start is
measured to the moment when its events are served, which it tells whoever connects to its socket; there is no such file
on Windows, where the window is only started and stopped.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

PATIENCE_S = 300.0
LEAVING_S = 10.0
LOOK_EVERY_S = 0.02
WORKER_MARK = "--multiprocessing-fork"
"""What Python's multiprocessing tells a frozen program that it starts as a worker."""
SUFFIX = ".exe" if sys.platform == "win32" else ""


class NotRight(Exception):
    """Something is not as it should be."""


def main() -> None:
    """Try everything in turn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("bundle", type=Path)
    bundle: Path = parser.parse_args().bundle.resolve()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        environment = os.environ | {"ENHANCER_HOME": folder}
        for name in [name for name in environment if name.startswith("PYTHON")]:
            del environment[name]  # it must stand on its own
        tell("size of the folder", f"{size_of(bundle) / 1e6:.0f} MB")
        photo = next(bundle.rglob("astronaut-small.jpg"))
        program, result = bundle / f"enhancer{SUFFIX}", place / "result.png"
        try_commands(program, photo, result, environment)
        try_worker(program, photo, result, environment)
        check_all_left(bundle)
        try_window(bundle / f"enhancer-gui{SUFFIX}", photo, place, environment)
        check_all_left(bundle)


def try_commands(program: Path, photo: Path, result: Path, environment: dict[str, str]) -> None:
    """Ask for the version, the models and the server's options, and enlarge a photo."""
    for arguments in (["--version"], ["--version"], ["models", "list"], ["serve", "--help"]):  # the first from the disk
        spent, said = timed(program, arguments, environment)
        tell(f"enhancer {' '.join(arguments)}", f"{spent:.2f} s: {said.splitlines()[0] if said else ''}")
    spent, _said = timed(program, ["run", str(photo), "-o", str(result)], environment)
    if not result.is_file():
        raise NotRight(f"{program} left no result.")
    tell("enhancer run", f"{spent:.2f} s: {result.stat().st_size} bytes from {photo.stat().st_size}")


def try_worker(program: Path, photo: Path, expected: Path, environment: dict[str, str]) -> None:
    """Enlarge the photo in a process of its own, which must be seen, to the file that there is without one."""
    result = expected.with_stem("in-process")
    started = time.monotonic()
    workers: set[int] = set()
    command = [str(part) for part in (program, "run", photo, "-o", result, "--compute-in", "process", "--quiet")]
    with subprocess.Popen(command, env=environment) as run:
        while run.poll() is None:
            if time.monotonic() - started > PATIENCE_S:
                run.kill()
                raise NotRight(f"{program} is not done with --compute-in process after {PATIENCE_S:.0f} s.")
            workers |= workers_of(run.pid)
            time.sleep(LOOK_EVERY_S)
    spent = time.monotonic() - started
    if run.returncode != 0 or len(workers) != 1:
        raise NotRight(f"{program} ended with {run.returncode} after {len(workers)} processes that computed, not one.")
    if result.read_bytes() != expected.read_bytes():
        raise NotRight("The photo that a process of its own has computed is another one.")
    tell("enhancer run --compute-in process", f"{spent:.2f} s: the same file")


def try_window(program: Path, photo: Path, home: Path, environment: dict[str, str]) -> None:
    """Open the window with a photo, give it another by a second start, wait for tiles, and close it."""
    started = time.monotonic()
    with subprocess.Popen([program, photo], env=environment) as window:
        try:
            if sys.platform != "win32":
                wait_for(lambda: is_greeted(home / "cache"), window, "serve events")
                tell("window", f"serves events after {time.monotonic() - started:.2f} s")
            spent, _said = timed(program, [str(photo)], environment)
            tell("second start", f"handed over after {spent:.2f} s")
            if window.poll() is not None:
                raise NotRight(f"The window has ended with {window.returncode}.")
            wait_for(lambda: has_tiles(home / "cache"), window, "compute the first preview")
            tell("window", f"has computed tiles of the photo after {time.monotonic() - started:.2f} s")
        finally:
            window.terminate()
        ended = window.wait(PATIENCE_S)
    if sys.platform != "win32" and ended != 0:
        raise NotRight(f"The window ended with {ended}.")
    log = "".join(file.read_text("utf-8", "replace") for file in (home / "log").glob("*.log"))
    if "Traceback" in log or " CRITICAL " in log:
        raise NotRight(f"The log tells of an error:\n{log}")
    tell("window", "closed, nothing to complain of in its log")


def check_all_left(bundle: Path) -> None:
    """Check that no program of the folder is left behind; a helper of Python's may take a moment to go."""
    until = time.monotonic() + LEAVING_S
    while left := [each for each in psutil.process_iter(["exe"]) if is_of(bundle, each.info["exe"])]:
        if time.monotonic() > until:
            raise NotRight(f"Still there: {', '.join(map(str, left))}")
        time.sleep(LOOK_EVERY_S)
    tell("end", "no process is left behind")


def is_of(bundle: Path, program: str | None) -> bool:
    """Return whether a program lies in the folder; None where only somebody else may ask."""
    return program is not None and Path(program).is_relative_to(bundle)


def workers_of(pid: int) -> set[int]:
    """Return the processes that a program has started to compute."""
    try:
        children = psutil.Process(pid).children()
        return {child.pid for child in children if WORKER_MARK in child.cmdline()}
    except psutil.Error:
        return set()  # one has ended meanwhile


def timed(program: Path, arguments: list[str], environment: dict[str, str]) -> tuple[float, str]:
    """Return how long a program ran that must succeed, and what it said."""
    started = time.monotonic()
    done = subprocess.run(
        [program, *arguments], env=environment, capture_output=True, encoding="utf-8", timeout=PATIENCE_S, check=False
    )
    if done.returncode != 0:
        raise NotRight(f"{program} {arguments} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return time.monotonic() - started, done.stdout


def wait_for(condition: Callable[[], bool], window: "subprocess.Popen[bytes]", what: str) -> None:
    """Wait while the window lives."""
    until = time.monotonic() + PATIENCE_S
    while not condition():
        if window.poll() is not None or time.monotonic() > until:
            raise NotRight(f"The window does not {what} (exit code {window.poll()}).")
        time.sleep(LOOK_EVERY_S)


def is_greeted(cache: Path) -> bool:
    """Return whether the window answers at its socket."""
    for place in cache.glob("window-*"):
        with socket.socket(socket.AF_UNIX) as visitor:
            visitor.settimeout(PATIENCE_S)
            try:
                visitor.connect(str(place))
                return visitor.recv(1) == b"{"
            except OSError:
                continue  # it does not listen yet, or it has ended
    return False


def has_tiles(cache: Path) -> bool:
    """Return whether a tile store with something in it is there."""
    return any(file.is_file() and file.stat().st_size for file in (cache / "tiles").rglob("*"))


def size_of(folder: Path) -> int:
    """Return the bytes of the files below a folder; links count nothing."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def tell(what: str, words: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{what}: {words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except NotRight as error:
        sys.exit(str(error))
