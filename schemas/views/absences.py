"""Absences as they are filled in and as they are read."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from schemas.views.form import Form, Reference


class NewAbsence(Form):
    """Somebody is away from the first to the last of these days; without `person_id`, the one who asks."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"since": "2030-07-01", "until": "2030-07-14"}]})

    person_id: Reference | None = None
    since: date
    until: date
    deputy_id: Reference | None = None


class AbsenceView(BaseModel):
    """An absence; `ended_at` tells that it was ended early."""

    id: str
    person_id: str
    deputy_id: str | None
    since: date
    until: date
    made_at: datetime
    ended_at: datetime | None
