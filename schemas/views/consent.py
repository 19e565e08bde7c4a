"""Consent to the processing of personal data as it is read and given."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from schemas.language import Language
from schemas.views.form import Form, Reference


class ConsentTextView(BaseModel):
    """The present text of consent; `hash` is the SHA-256 over it as canonical JSON, so that a copy can be compared."""

    version: str
    hash: str
    text: dict[Language, str]


class ConsentForm(Form):
    """Consent to the text of that version, or its withdrawal."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"version": "1", "given": True}]})

    version: Reference
    given: bool


class ConsentView(BaseModel):
    """What a person agreed to and when; `withdrawn_at` is set while the consent is taken back."""

    version: str
    given_at: datetime
    withdrawn_at: datetime | None
