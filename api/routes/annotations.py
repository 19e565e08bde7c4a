"""Routes of comments as W3C Web Annotations, and of proposals put together."""

import json
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.act import ThisAct
from domain.annotations import MEDIA_TYPE
from edge.actor import Acting, AtHouse
from edge.path import Id
from schemas.views.annotations import AnnotationsForm, ImportedAnnotations
from schemas.views.form import Reference
from schemas.views.texts import MergeView
from services.sections import annotations, proposals_together

router = APIRouter(tags=["texts"])


class JsonLd(Response):
    """Annotations as they travel."""

    media_type = MEDIA_TYPE


@router.get(
    "/revisions/{revision_id}/annotations",
    operation_id="annotations.read",
    response_class=JsonLd,
    responses={200: {"content": {MEDIA_TYPE: {"schema": {"type": "object"}}}}},
)
def read_annotations(house: AtHouse, actor: Acting, revision_id: Id) -> JsonLd:
    """The comments on a revision as a W3C annotation collection (JSON-LD)."""
    found = annotations.read_annotations(house, actor=actor, revision_id=revision_id)
    return JsonLd(json.dumps(found, ensure_ascii=False))


@router.post("/revisions/{revision_id}/annotations", operation_id="annotations.import")
def import_annotations(
    house: AtHouse, actor: Acting, act: ThisAct, revision_id: Id, form: AnnotationsForm
) -> ImportedAnnotations:
    """Make comments of a page of W3C annotations, under one's own name; the same sent twice adds nothing."""
    return annotations.import_annotations(house, actor=actor, act=act, revision_id=revision_id, form=form)


@router.get("/revisions/{revision_id}/proposals", operation_id="revisions.merge_proposals")
def merge_proposals(
    house: AtHouse,
    actor: Acting,
    revision_id: Id,
    take: Annotated[list[Reference] | None, Query(max_length=200, description="Only these proposals.")] = None,
) -> MergeView:
    """What the text would be with the open proposals on it, and which of them exclude one another."""
    return proposals_together.merge_proposals(house, actor=actor, revision_id=revision_id, take=take or ())
