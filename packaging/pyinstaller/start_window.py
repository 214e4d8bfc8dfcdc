"""The frozen window: where the bootloader begins. A worker process begins here too, and is sent where it belongs."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a process that computes starts this same file and never comes back from here
    from enhancer_gui.gui.app import main

    sys.exit(main())
