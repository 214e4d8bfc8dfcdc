"""The command line: the only layer that prints. Nothing here imports torch before a command needs it."""
