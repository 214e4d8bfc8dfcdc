"""Enlarge, deblur and restore photos: a window, a command line and an engine beneath them."""

__version__ = "0.1.0"
