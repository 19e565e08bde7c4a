"""Asking for help with what one owes in a section, and reminding who owes something."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from schemas.views.document_forms import EXAMPLE_ID, ReasonForm
from schemas.views.form import Form, Reference

Asks = Literal["more_time", "not_mine"]


class HelpForm(ReasonForm):
    """What whoever owes something asks of the coordinator."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"asks": "more_time", "reason": "Ждём данных переписи"}]})

    asks: Asks


class RemindForm(Form):
    """Who is to be reminded."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"person_id": EXAMPLE_ID}]})

    person_id: Reference


class AskedView(BaseModel):
    """What somebody who is still awaited asked of the coordinator (UTC); `reason` is None where it was erased."""

    at: datetime
    person_id: str
    name: str
    asks: Asks
    reason: str | None
