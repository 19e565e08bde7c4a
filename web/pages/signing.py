"""Signing a section and the whole: what a signature stands under, and the form that asks for the password again."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.views.document_forms import CandidateForm, DeclineCandidateForm, SignForm
from schemas.views.invitations import LinkToken
from schemas.views.signing import Signing
from services.documents import document_acts, documents
from services.documents import signing as signing_whole
from services.identity import confirmations
from services.sections import section_acts, shown
from services.sections import signing as signing_section
from web.pages.links import Token
from web.sending import Sending, Sent
from web.visit import Visit, Visiting

router = APIRouter()
PROOF = "veche_proof"
"""The cookie that keeps what a letter's link gave, for the minutes that it is good."""


@router.get("/sections/{section_id}/signing", operation_id="sections.signing")
def show_section(visit: Visiting, section_id: Id) -> Response:
    """What a signature on the section stands under."""
    found = signing_section.read_signing(visit.house, actor=visit.actor, section_id=section_id)
    section = shown.read_section(visit.house, actor=visit.actor, section_id=section_id).view()
    return visit.page("signing/section.html", section=section, **_shown(visit, found))


@router.post("/sections/{section_id}/signatures", operation_id="sections.sign")
async def sign_section(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Sign the exact text that was shown."""
    form = sent.read(SignForm, **_proof(visit, sent))
    await section_acts.sign(visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=form)
    return visit.go(f"/sections/{section_id}", said="sections.signed")


@router.get("/documents/{document_id}/signing", operation_id="documents.signing")
def show_whole(visit: Visiting, document_id: Id) -> Response:
    """What a signature on the whole stands under."""
    found = signing_whole.read_signing(visit.house, actor=visit.actor, document_id=document_id)
    document = documents.read_document(visit.house, actor=visit.actor, document_id=document_id)
    titles = {one.section_id: one.title for one in found.sections}
    return visit.page("signing/document.html", document=document, titles=titles, **_shown(visit, found))


@router.post("/documents/{document_id}/signatures", operation_id="documents.sign")
async def sign_whole(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Sign the exact list that was shown."""
    form = sent.read(CandidateForm, **_proof(visit, sent))
    await document_acts.sign(visit.house, actor=visit.actor, act=visit.act(sent), document_id=document_id, form=form)
    return visit.go(f"/documents/{document_id}", said="sections.signed")


@router.post("/documents/{document_id}/decline", operation_id="documents.decline")
async def decline_whole(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Decline to sign the whole, with reasons."""
    form = sent.read(DeclineCandidateForm)
    await document_acts.decline(visit.house, actor=visit.actor, act=visit.act(sent), document_id=document_id, form=form)
    return visit.go(f"/documents/{document_id}", said="signing.whole_declined")


@router.post("/confirmations/letters", operation_id="confirmations.ask_link")
def ask_for_letter(visit: Visiting, sent: Sending) -> Response:
    """Have a letter sent by whose link one confirms a signature."""
    confirmations.ask_for_letter(visit.house, actor=visit.actor, act=visit.act(sent))
    return visit.go(sent.back or "/", said="signing.letter_sent")


@router.post("/links/{token}/confirm", operation_id="confirmations.by_link")
def confirm_by_link(visit: Visiting, sent: Sending, token: Token) -> Response:
    """Use the letter's link: this browser may sign for some minutes without the password."""
    form = LinkToken.model_validate({"token": token})
    given = confirmations.confirm_by_link(visit.house, actor=visit.actor, act=visit.act(sent), form=form)
    response = visit.go("/", said="signing.confirmed")
    seconds = round(confirmations.PROOF_LASTS.total_seconds())
    secure = visit.house.public_url.startswith("https://")
    response.set_cookie(PROOF, given.proof, max_age=seconds, path="/", secure=secure, httponly=True, samesite="strict")
    return response


def _shown(visit: Visit, found: Signing) -> dict[str, Any]:
    proof = visit.request.cookies.get(PROOF, "")
    proven = bool(proof) and confirmations.is_good(visit.house, actor=visit.actor, proof=proof)
    return {"signing": found, "proven": proven, "may_decline": found.awaits_me or _signs_later(visit, found)}


def _signs_later(visit: Visit, found: Signing) -> bool:
    """Whether the reader's signature is among those still to come; who declines need not wait for their turn."""
    coming: Iterable[str] = (one.person_id for one in found.signers if one.signed_at is None and one.deputy is None)
    return found.instead_of is not None or visit.actor.id in coming


def _proof(visit: Visit, sent: Sent) -> dict[str, str]:
    """The proof that the browser kept, where no password was typed."""
    proof = visit.request.cookies.get(PROOF, "")
    return {"proof": proof} if proof and not sent.one("password") else {}
