"""Confirming that one is there oneself, before one signs: by the password again, or by a letter."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from schemas.views.form import Form, PlainPassword

EXAMPLE_PASSWORD = "утро вечера мудренее"

Way = Literal["password", "letter"]
"""By what somebody confirmed that it was they who signed."""


class Confirming(Form):
    """What a signature is confirmed by, one of the two: one's password typed again, or a fresh proof."""

    password: PlainPassword | None = Field(default=None, description="One's password, typed again.")
    proof: SecretStr | None = Field(
        default=None, max_length=300, description="What POST /confirmations gave, good for some minutes."
    )


class ConfirmationForm(Form):
    """One's password, typed again."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"password": EXAMPLE_PASSWORD}]})

    password: PlainPassword


class Confirmation(BaseModel):
    """A proof to send with signatures until it ends; shown here only."""

    proof: str
    by: Way
    expires_at: datetime
