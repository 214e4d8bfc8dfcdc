"""The vocabulary: values that every layer shares. NumPy and the standard library only."""
