"""Disk and formats: photos, the tile store, the catalogue of models, presets and settings."""
