"""Fixtures by the promise they keep."""
