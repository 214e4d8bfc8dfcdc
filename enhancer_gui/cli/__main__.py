"""`python -m enhancer_gui.cli` is the command line, as `enhancer` is.

Nothing is imported before it is wanted, for the reason that `enhancer_gui.__main__` gives.
"""


def main() -> None:
    """Run the command line of this process; leaves with an exit code."""
    from multiprocessing import freeze_support

    freeze_support()  # in a frozen program a child starts the program's own file, and goes no further than here
    from enhancer_gui.cli.main import main as run_command_line

    run_command_line()


if __name__ == "__main__":
    main()
