"""What all tables of a training configuration have in common."""

from pydantic import BaseModel, ConfigDict


class Table(BaseModel):
    """A table of the TOML file: unchangeable, and a key that it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)
