"""The base of every recorded shape: immutable, tolerant of fields from other releases."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value; unknown fields are ignored, so that what an older or newer release wrote is read."""

    model_config = ConfigDict(frozen=True, extra="ignore")
