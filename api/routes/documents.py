"""Routes of documents: their making, their settings and their life as a whole."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from api.act import ThisAct
from api.paging import paged
from api.versions import ExpectedVersion, set_version
from edge.actor import Acting, AtHouse
from edge.language import answer_in_language_of
from edge.paging import AskedPage
from edge.path import Id
from schemas.views.ballot import CandidateView
from schemas.views.document_forms import (
    CandidateForm,
    DeclineCandidateForm,
    DelegateForm,
    DocumentChange,
    DocumentForm,
    ExtendForm,
    PolicyForm,
    ReasonForm,
    ReassignDocumentForm,
)
from schemas.views.documents import DocumentView, LedgerEntry, Recorded, TimelineEntry
from schemas.views.form import Done
from schemas.views.made import Made
from schemas.views.page import Items
from schemas.views.signing import WholeSigning
from services.documents import archive, document_acts, documents, signing
from services.record import history
from services.sections import ballots

router = APIRouter(prefix="/documents", tags=["documents"])


@router.get("", operation_id="documents.list")
def list_documents(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage
) -> Items[DocumentView]:
    """The documents in which one takes part."""
    return paged(request, response, documents.list_documents(house, actor=actor, page=page))


@router.post("", operation_id="documents.create", status_code=201)
def create_document(house: AtHouse, actor: Acting, act: ThisAct, form: DocumentForm) -> Made:
    """Make a document, empty or from a template."""
    receipt = documents.create_document(house, actor=actor, act=act, form=form)
    return Made(id=receipt.facts["document_id"])


@router.get("/{document_id}", operation_id="documents.read")
def read_document(response: Response, house: AtHouse, actor: Acting, document_id: Id) -> DocumentView:
    """One document; the ETag is what an edit names in If-Match."""
    found = documents.read_document(house, actor=actor, document_id=document_id)
    set_version(response, found.version)
    return found


@router.patch("/{document_id}", operation_id="documents.update")
def update_document(
    house: AtHouse, actor: Acting, act: ThisAct, version: ExpectedVersion, document_id: Id, change: DocumentChange
) -> Done:
    """Change a document's settings."""
    receipt = documents.update_document(
        house, actor=actor, act=act, document_id=document_id, version=version, change=change
    )
    return Done(id=document_id, version=receipt.facts["version"])


@router.post("/{document_id}/launch", operation_id="documents.launch")
async def launch(house: AtHouse, actor: Acting, act: ThisAct, document_id: Id) -> Recorded:
    """Begin work on all sections."""
    return Recorded.of(await document_acts.launch(house, actor=actor, act=act, document_id=document_id))


@router.get("/{document_id}/candidate", operation_id="documents.candidate")
def read_candidate(
    request: Request, response: Response, house: AtHouse, actor: Acting, document_id: Id
) -> CandidateView:
    """What lies before leadership to be approved as a whole, and how that stands in words and as data."""
    language = answer_in_language_of(request, response)
    return ballots.read_candidate(house, actor=actor, document_id=document_id, language=language)


@router.post("/{document_id}/candidate", operation_id="documents.propose")
async def propose(house: AtHouse, actor: Acting, act: ThisAct, document_id: Id) -> Recorded:
    """Lay the approved sections before leadership again after it declined them."""
    return Recorded.of(await document_acts.propose(house, actor=actor, act=act, document_id=document_id))


@router.get("/{document_id}/signing", operation_id="documents.signing")
def read_signing(house: AtHouse, actor: Acting, document_id: Id) -> WholeSigning:
    """What a signature on the whole would stand under: its texts, what changed since the last, what is disputed."""
    return signing.read_signing(house, actor=actor, document_id=document_id)


@router.post("/{document_id}/signatures", operation_id="documents.sign", status_code=201)
async def sign(house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, form: CandidateForm) -> Recorded:
    """Approve the exact candidate, confirmed by one's password or a proof."""
    return Recorded.of(await document_acts.sign(house, actor=actor, act=act, document_id=document_id, form=form))


@router.post("/{document_id}/decline", operation_id="documents.decline")
async def decline(house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, form: DeclineCandidateForm) -> Recorded:
    """Decline the exact candidate, with reasons."""
    return Recorded.of(await document_acts.decline(house, actor=actor, act=act, document_id=document_id, form=form))


@router.post("/{document_id}/extend", operation_id="documents.extend")
async def extend(house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, form: ExtendForm) -> Recorded:
    """Move the deadline of the signing of the whole."""
    return Recorded.of(await document_acts.extend(house, actor=actor, act=act, document_id=document_id, form=form))


@router.post("/{document_id}/policy", operation_id="documents.policy")
async def change_policy(house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, form: PolicyForm) -> Recorded:
    """Give the document new rules, from the next signing and from the next phase of its sections on."""
    receipt = await document_acts.change_policy(house, actor=actor, act=act, document_id=document_id, form=form)
    return Recorded.of(receipt)


@router.post("/{document_id}/recount", operation_id="documents.recount")
async def recount(house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, form: ReasonForm) -> Recorded:
    """Count the deadline of the signing anew by the calendar now in force."""
    return Recorded.of(await document_acts.recount(house, actor=actor, act=act, document_id=document_id, form=form))


@router.post("/{document_id}/reassign", operation_id="documents.reassign")
async def reassign(
    house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, form: ReassignDocumentForm
) -> Recorded:
    """Replace a leader or the coordinator of a launched document."""
    return Recorded.of(await document_acts.reassign(house, actor=actor, act=act, document_id=document_id, form=form))


@router.post("/{document_id}/delegate", operation_id="documents.delegate")
async def delegate(house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, form: DelegateForm) -> Recorded:
    """Hand one's open signature on the whole, or as coordinator a leader's, to a deputy until the signing ends."""
    return Recorded.of(await document_acts.delegate(house, actor=actor, act=act, document_id=document_id, form=form))


@router.post("/{document_id}/publication", operation_id="documents.order_publication", status_code=202)
async def order_publication(house: AtHouse, actor: Acting, act: ThisAct, document_id: Id) -> Recorded:
    """Have the approved whole made into an edition and published; read the edition to see how far it is."""
    return Recorded.of(await document_acts.order_publication(house, actor=actor, act=act, document_id=document_id))


@router.get("/{document_id}/archive", operation_id="documents.archive", response_class=StreamingResponse)
def read_archive(house: AtHouse, actor: Acting, document_id: Id) -> StreamingResponse:
    """All that its participants may read of the document, as a zip with a manifest of sizes and hashes."""
    pieces = archive.document_archive(house, actor=actor, document_id=document_id)
    headers = {"Content-Disposition": f'attachment; filename="document-{document_id}.zip"'}
    return StreamingResponse(pieces, media_type="application/zip", headers=headers)


@router.get("/{document_id}/timeline", operation_id="documents.timeline")
def timeline(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage, document_id: Id
) -> Items[TimelineEntry]:
    """Everything that happened to the document as a whole."""
    found = history.document_timeline(house, actor=actor, document_id=document_id, page=page)
    return paged(request, response, found)


@router.get("/{document_id}/ledger", operation_id="ledger.list")
def list_ledger(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage, document_id: Id
) -> Items[LedgerEntry]:
    """Every planned reminder, deadline and ladder step, and what became of it."""
    return paged(request, response, history.list_ledger(house, actor=actor, document_id=document_id, page=page))
