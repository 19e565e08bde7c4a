"""What changed under a section, as the edges take and show it."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from schemas.views.form import Form, Reference


class TouchedView(BaseModel):
    """One change of substance: the words on either side, and the beginnings of the paragraphs they stand in.

    `base_block` and `head_block` number those paragraphs from 0; a side without the paragraph has None.
    """

    family: str
    before: str
    after: str
    base_block: int | None
    head_block: int | None
    quote_before: str
    quote_after: str


class BasisChangeView(BaseModel):
    """A basis that changed in substance: from which of its revisions to which, what was touched, in words and data."""

    basis_id: str
    title: str
    position: int
    from_id: str
    from_number: int
    to_id: str
    to_number: int
    at: datetime
    families: list[str]
    ru: str
    en: str
    touched: list[TouchedView]


class SeenForm(Form):
    """Up to which revision of the basis somebody looked."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"revision_id": "01931f70-0000-7000-8000-000000000000"}]})

    revision_id: Reference = Field(description="`to_id` of what was looked at.")
