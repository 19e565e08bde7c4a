"""Comments as W3C Web Annotations (Recommendation of 23 February 2017), and back."""

from collections.abc import Iterable, Mapping
from typing import Any

from schemas.text import Anchor

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'
MOTIVATIONS = {"remark": "commenting", "question": "questioning", "proposal": "editing", "reply": "replying"}
KINDS = {"commenting": "remark", "assessing": "remark", "questioning": "question", "editing": "proposal"}
"""What a motivation is here; a judgement of a text is a remark, since verdicts are given by hand only."""
_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3236"


def annotation(comment: Mapping[str, Any], target: Mapping[str, Any] | str, name: str) -> dict[str, Any]:
    """One comment, by the fields of its view, on a target; its author is named if `name` is not empty."""
    motivation = MOTIVATIONS.get(comment["kind"], "commenting")
    bodies = [_textual(comment["text"], "replying" if motivation == "replying" else "commenting")]
    if comment["replacement"] is not None:
        bodies.append(_textual(comment["replacement"], "editing"))
    creator = {"id": urn(comment["person_id"]), "type": "Person"} | ({"name": name} if name else {})
    return {
        "id": urn(comment["id"]),
        "type": "Annotation",
        "motivation": motivation,
        "creator": creator,
        "created": comment["at"].isoformat(),
        "body": bodies,
        "target": target,
    }


def _textual(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def target(revision_id: str, anchor: Anchor) -> dict[str, Any]:
    """Words of a revision: what they are, and where: characters of a block, which is the fragment `b-<index>`."""
    if anchor.block < 0:  # it came without a place
        return {"type": "SpecificResource", "source": urn(revision_id)}
    position = {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end}
    return {
        "type": "SpecificResource",
        "source": urn(revision_id),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": anchor.quote,
                "prefix": anchor.prefix,
                "suffix": anchor.suffix,
            },
            {
                "type": "FragmentSelector",
                "conformsTo": _FRAGMENTS,
                "value": f"b-{anchor.block}",
                "refinedBy": position,
            },
        ],
    }


def collection(address: str, label: str, items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Annotations as a collection at an address, all on one page."""
    found = list(items)
    page = {"id": f"{address}#1", "type": "AnnotationPage", "partOf": address, "startIndex": 0, "items": found}
    whole = {"@context": CONTEXT, "id": address, "type": "AnnotationCollection", "label": label, "total": len(found)}
    return whole | {"first": page}


def urn(id_: str) -> str:
    """The name of a thing as an IRI; ids are UUIDs."""
    return f"urn:uuid:{id_}"


def id_of(iri: str) -> str:
    """The id that an IRI names, or the IRI itself if it names none of ours."""
    return iri.removeprefix("urn:uuid:")
