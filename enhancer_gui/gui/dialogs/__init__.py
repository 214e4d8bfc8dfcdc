"""The few windows that open above the main one; all of them are shown with `open`, so nothing ever blocks."""
