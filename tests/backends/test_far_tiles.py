"""What comes from another machine beside the pixels of tiles."""

from enhancer_gui.backends.far_tiles import FarNotes


def test_that_no_note_displaces_another_and_none_is_told_twice() -> None:
    notes = FarNotes()
    notes.hear("Memory is short.")
    notes.hear("The card is hot.")
    assert notes.taken() == "Memory is short. The card is hot."
    notes.hear("Memory is short.")  # said again after the line was cut
    notes.hear("")
    assert notes.taken() == ""
