"""`python -m enhancer_gui [PHOTO...]` opens the window, as the `enhancer-gui` command does.

Nothing is imported before it is wanted: the process that computes (`backends.worker_process`) loads this file too,
because Python's `spawn` loads a program's first file in every child, and has no use for Qt.
"""

import sys


def main() -> int:
    """Open the window with the photos that the command line names; returns the process's exit code."""
    from multiprocessing import freeze_support

    freeze_support()  # in a frozen program a child starts the program's own file, and goes no further than here
    from enhancer_gui.gui.app import main as open_window

    return open_window()


if __name__ == "__main__":
    sys.exit(main())
