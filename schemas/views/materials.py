"""The materials folder and what a search finds, as the edges take and show them."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from schemas.views.form import Form, Line, Reference

SEARCHED: dict[str, tuple[str, str]] = {
    "whole": ("Поиск находит этот файл по всему его тексту.", "Search finds this file by all of its text."),
    "part": (
        "Файл прочитан не весь, он очень велик или сложен: поиск находит его по названию и прочитанной части.",
        "The file was not read whole, it is very long or intricate: search finds it by its title and what was read.",
    ),
    "title": (
        "Слов из этого файла прочитать нельзя (в нём только изображения, он под паролем или повреждён): "
        "поиск находит его только по названию.",
        "The words of this file can't be read (it holds pictures only, has a password or is damaged): "
        "search finds it by its title only.",
    ),
}
"""What a person is told about how their file will be found, in Russian and English."""


class Uploaded(BaseModel):
    """What was made of an upload: the material, the number of its version, and how search will find it."""

    id: str
    number: int
    searched: Literal["whole", "part", "title"]
    ru: str
    en: str


class MaterialChange(Form):
    """A new title, or another section (an empty string: the document's own folder); what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "Справка о численности, 2026"}]})

    title: Line | None = None
    section_id: Reference | None = None


class MaterialView(BaseModel):
    """A material with its latest version; the ETag is what an edit names in If-Match."""

    id: str
    document_id: str
    section_id: str | None
    person_id: str
    title: str
    latest: int
    filename: str
    size: int
    searched: str
    version: int
    made_at: datetime
    at: datetime


class MaterialVersionView(BaseModel):
    """One upload of a material; `address` is the SHA-256 of its bytes."""

    number: int
    person_id: str
    filename: str
    size: int
    address: str
    searched: str
    at: datetime


class SnippetView(BaseModel):
    """A piece of a text as plain words; `marks` are start and end of the words asked for, in code points."""

    text: str
    marks: list[tuple[int, int]]
    cut_before: bool
    cut_after: bool


class FoundView(BaseModel):
    """Something that a search found, the best first; `id` is the material's, the section's or the comment's."""

    kind: Literal["material", "section", "comment"]
    id: str
    section_id: str | None
    title: str
    title_marks: list[tuple[int, int]]
    snippet: SnippetView
    score: float
