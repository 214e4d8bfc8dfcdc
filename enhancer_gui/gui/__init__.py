"""The window. The only part of the program that knows Qt; nothing here imports torch."""
