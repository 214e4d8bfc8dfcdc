"""What is wrong with a file of ours, in one short phrase."""

from pydantic import ValidationError


def first_problem(error: OSError | ValueError) -> str:
    """Return where a file breaks its schema and how, or why it cannot be read; a phrase without a full stop."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        return f"{where}: {first['msg']}" if where else first["msg"]
    return (getattr(error, "strerror", None) or str(error)).rstrip(".")
