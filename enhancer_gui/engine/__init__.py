"""Torch and image algorithms: tiles in, tiles out. Knows nothing of files, jobs or windows."""
