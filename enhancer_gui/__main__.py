"""`python -m enhancer_gui [PHOTO...]` opens the window, as the `enhancer-gui` command does."""

import sys

from enhancer_gui.gui.app import main

if __name__ == "__main__":
    sys.exit(main())
