"""A list of people as a preview, and its confirmation."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from schemas.views.form import Form


class ReasonView(BaseModel):
    """Why a row is wrong, or what to know about it, with a sentence in the reader's language."""

    code: str
    detail: str


class RowView(BaseModel):
    """One row of the file as it was understood; region, kind and office by their codes."""

    number: int
    status: Literal["new", "known", "wrong"]
    name: str
    email: str
    organisation: str
    region: str
    kind: str
    position: str
    body: str
    body_id: str | None
    office: str
    reasons: list[ReasonView]


class PeopleImportView(BaseModel):
    """What an import would do: what each heading was taken for, which columns are left out, and every row.

    Phones are never kept: a column of them is among the `ignored`. After the confirmation the rows are gone.
    """

    id: str
    filename: str
    columns: dict[str, str]
    ignored: list[str]
    counts: dict[str, int]
    rows: list[RowView]
    confirmed_at: datetime | None


class ConfirmPeople(Form):
    """Carry the import out; rows that are wrong are left out. With `invite` the new people get their letters."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"invite": False}]})

    invite: bool = False


class PeopleImported(BaseModel):
    """How many of each an import made, knew or left out."""

    people: int
    known: int
    wrong: int
    organisations: int
    memberships: int
    invitations: int
