"""Presets that show themselves: each card has a small part of the present photo as its preset makes it."""

from enhancer_gui.gui.preset_previews.control import PresetPreviews

__all__ = ["PresetPreviews"]
