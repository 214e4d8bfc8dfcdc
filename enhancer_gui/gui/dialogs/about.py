"""What this program is, its version and its licence."""

from PySide6.QtWidgets import QWidget

from enhancer_gui import __version__
from enhancer_gui.gui.dialogs.sheet import Sheet

WIDTH_PX = 440


class About(Sheet):
    """Shows name, version and promises."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the text."""
        super().__init__("", WIDTH_PX, parent)
        self.setWindowTitle(self.tr("About"))
        self.add_headline(self.tr("Enhancer {version}").format(version=__version__))
        self.add_text(
            self.tr(
                "Enlarges, sharpens and restores photos on your own machine. Photos never leave it, "
                "nothing is reported to anybody, and an original is never overwritten."
            )
        )
        self.add_text(self.tr("Apache License 2.0")).setProperty("kind", "muted")
        self.add_close_button()
