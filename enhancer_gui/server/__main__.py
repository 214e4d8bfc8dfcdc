"""`python -m enhancer_gui.server`, which is what `enhancer serve` starts."""

import sys

from enhancer_gui.server.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
