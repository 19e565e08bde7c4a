"""Organisations and bodies as they are filled in and as they are read."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.reference import BodyKind, District, Office, StakeholderKind
from schemas.views.form import Form, Line, OptionalLine, Prose, Reference


class NewOrganisation(Form):
    """A legal person or association that people belong to; `kind` is the stakeholder kind.

    The district follows from the region and need not be given with one.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Землячество Приозёрного края", "kind": "association", "region": "10"}]
        }
    )

    name: Line
    kind: StakeholderKind | Literal[""] = ""
    region: Reference = ""
    district: District | Literal[""] = ""


class OrganisationChange(Form):
    """What is changed about an organisation; what is not sent stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Землячество Приозёрья"}]})

    name: Line | None = None
    kind: StakeholderKind | Literal[""] | None = None
    region: Reference | None = None
    district: District | Literal[""] | None = None


class OrganisationView(BaseModel):
    """An organisation."""

    id: str
    name: str
    kind: str
    region: str
    district: str
    version: int


class NewBody(Form):
    """A named set of people with a function: a group, committee or council.

    An editorial group and an organising committee may be part (`parent_id`) of a working group.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Экспертный совет",
                    "kind": "expert_council",
                    "function": "Рецензирует разделы",
                    "mandate": "Положение об экспертном совете",
                }
            ]
        }
    )

    name: Line
    kind: BodyKind | Literal[""] = ""
    function: OptionalLine = ""
    mandate: Prose = Field(default="", max_length=20_000)
    parent_id: Reference | None = None


class BodyChange(Form):
    """What is changed about a body; what is not sent stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"function": "Рецензирует разделы и целое"}]})

    name: Line | None = None
    kind: BodyKind | Literal[""] | None = None
    function: OptionalLine | None = None
    mandate: Prose | None = Field(default=None, max_length=20_000)
    parent_id: Reference | None = None


class BodyView(BaseModel):
    """A body; its members are a list of their own."""

    id: str
    name: str
    kind: str
    function: str
    mandate: str
    parent_id: str | None
    version: int


class Membership(Form):
    """What somebody is in a body, what that is called there, who stands in, and from which day to which.

    Days without an end: the term is open on that side.
    """

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"office": "chair", "since": "2026-01-01", "until": "2027-12-31"}]}
    )

    office: Office = "member"
    title: OptionalLine = ""
    deputy_id: Reference | None = None
    since: date | None = None
    until: date | None = None


class MemberView(BaseModel):
    """A member of a body in one of their terms there, which are numbered as they were entered."""

    person_id: str
    name: str
    term: int
    office: str
    title: str
    deputy_id: str | None
    since: date | None
    until: date | None


class SeatView(MemberView):
    """The same as somebody's place in a body, which is named."""

    body_id: str
    body: str
