"""Organisations and bodies as they are filled in and as they are read."""

from pydantic import BaseModel, ConfigDict

from schemas.views.form import Form, Line, OptionalLine


class NewOrganisation(Form):
    """A legal person or association that people belong to; `kind` is the stakeholder kind."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Землячество Приозёрного края", "kind": "association"}]}
    )

    name: Line
    kind: OptionalLine = ""


class OrganisationChange(Form):
    """What is changed about an organisation; what is not sent stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Землячество Приозёрья"}]})

    name: Line | None = None
    kind: OptionalLine | None = None


class OrganisationView(BaseModel):
    """An organisation."""

    id: str
    name: str
    kind: str
    version: int


class NewBody(Form):
    """A named set of people with a function: a group, committee or council."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Экспертный совет", "function": "Рецензирует разделы"}]}
    )

    name: Line
    function: OptionalLine = ""


class BodyChange(Form):
    """What is changed about a body; what is not sent stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"function": "Рецензирует разделы и целое"}]})

    name: Line | None = None
    function: OptionalLine | None = None


class BodyView(BaseModel):
    """A body; its members are a list of their own."""

    id: str
    name: str
    function: str
    version: int


class Membership(Form):
    """What somebody is in a body."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"office": "председатель"}]})

    office: Line = "member"


class MemberView(BaseModel):
    """A member of a body."""

    person_id: str
    name: str
    office: str
