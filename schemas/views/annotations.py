"""W3C Web Annotations as somebody sends them, and what became of each."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from schemas.views.form import Form, Prose, Words

Motivation = Literal["commenting", "questioning", "editing", "assessing", "replying"]
_EXAMPLE: dict[str, Any] = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "type": "AnnotationPage",
    "items": [
        {
            "type": "Annotation",
            "motivation": "commenting",
            "body": [{"type": "TextualBody", "value": "Скажем точнее", "purpose": "commenting"}],
            "target": {
                "selector": [{"type": "TextQuoteSelector", "exact": "в течение года"}],
            },
        }
    ],
}


class TextualBody(Form):
    """What an annotation says; with the purpose `editing`, the words proposed."""

    type: Literal["TextualBody"]
    value: Prose = Field(min_length=1, max_length=20_000)
    purpose: Motivation = "commenting"
    format: Literal["text/plain"] = "text/plain"
    language: Words | None = Field(default=None, max_length=35)


class Selector(Form):
    """The quoted words, with what stands around them; or a position or a fragment, which only the words decide on.

    Positions differ from reader to reader, so those of others are taken and not looked at.
    """

    type: Literal["TextQuoteSelector", "TextPositionSelector", "FragmentSelector"]
    exact: Words | None = Field(default=None, min_length=1, max_length=2000)
    prefix: Words = Field(default="", max_length=64)
    suffix: Words = Field(default="", max_length=64)
    start: int | None = None
    end: int | None = None
    value: Words | None = Field(default=None, max_length=200)
    conformsTo: Words | None = Field(default=None, max_length=200)
    refinedBy: Any = None


class TargetForm(Form):
    """Words of a revision, named by its id as `urn:uuid:…`; without a `source` that of the address is meant.

    Of a reply `source` is the annotation that it answers, on the same page or a comment of the section.
    """

    type: Literal["SpecificResource"] = "SpecificResource"
    source: Words | None = Field(default=None, max_length=500)
    selector: list[Selector] = Field(default=[], max_length=5)


def _whole(target: Any) -> Any:
    """A target may be named by its address alone (Web Annotation Data Model, 3.2.1)."""
    return {"source": target} if isinstance(target, str) else target


class AnnotationForm(Form):
    """One annotation; who made it and when is told by the sending, whatever it says."""

    context: Any = Field(default=None, alias="@context")
    id: Words | None = Field(default=None, max_length=500)
    type: Literal["Annotation"]
    motivation: Motivation = "commenting"
    creator: Any = None
    created: Words | None = Field(default=None, max_length=40)
    body: list[TextualBody] = Field(min_length=1, max_length=2)
    target: Annotated[TargetForm, BeforeValidator(_whole, json_schema_input_type=TargetForm | str)]


class AnnotationsForm(Form):
    """A page of annotations on one revision."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    context: Literal["http://www.w3.org/ns/anno.jsonld"] = Field(alias="@context")
    id: Words | None = Field(default=None, max_length=500)
    type: Literal["AnnotationPage"]
    partOf: Any = None
    startIndex: int = 0
    items: list[AnnotationForm] = Field(min_length=1, max_length=200)


class ImportedAnnotation(BaseModel):
    """What became of the annotation at `place` of a page: a comment now, one already, or why not (`reason`)."""

    place: int
    outcome: Literal["added", "known", "not_placed"]
    comment_id: str | None = None
    reason: str | None = None


class ImportedAnnotations(BaseModel):
    """What became of every annotation of a page, in its order."""

    items: list[ImportedAnnotation]
