"""The frozen command line: where the bootloader begins. A worker process begins here too."""

import multiprocessing

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a process that computes starts this same file and never comes back from here
    from enhancer_gui.cli.main import main

    main()
