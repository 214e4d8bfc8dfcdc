"""Both frozen programs in one file, on Linux: the name by which it is started says which one is meant.

Each file carries all modules, 41 MB of them; a second name is a link. A worker process begins here too.
"""

import multiprocessing
import sys
from pathlib import Path

COMMAND = "enhancer"

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a process that computes starts this same file and never comes back from here
    if Path(sys.argv[0]).name == COMMAND:
        from enhancer_gui.cli.main import main as run_command

        run_command()
    else:
        from enhancer_gui.gui.app import main as open_window

        sys.exit(open_window())
