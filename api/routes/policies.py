"""Routes of rules in words: a preview of what somebody thinks of, and what a section or a document lives by."""

from fastapi import APIRouter, Request

from edge.actor import Acting, AtHouse
from edge.language import language_of
from edge.path import Id
from schemas.preview import PolicyWords
from schemas.views.policies import PreviewForm
from services.documents import policies

router = APIRouter(tags=["policies"])


@router.post("/policies/preview", operation_id="policies.preview")
def preview(request: Request, house: AtHouse, actor: Acting, form: PreviewForm) -> PolicyWords:
    """Rules in words and dates, and why they would be refused; nothing is written, so that it takes no key."""
    return policies.preview(house, actor=actor, form=form, language=language_of(request))


@router.get("/sections/{section_id}/policy", operation_id="sections.rules")
def section_rules(request: Request, house: AtHouse, actor: Acting, section_id: Id) -> PolicyWords:
    """The rules that a section lives by in words, with the dates of its open phase."""
    return policies.section_rules(house, actor=actor, section_id=section_id, language=language_of(request))


@router.get("/documents/{document_id}/policy", operation_id="documents.rules")
def document_rules(request: Request, house: AtHouse, actor: Acting, document_id: Id) -> PolicyWords:
    """The rules of a document in words, with the dates of its signing while that is open."""
    return policies.document_rules(house, actor=actor, document_id=document_id, language=language_of(request))
