"""What people are supposed to do in a rehearsal, as the commands that the rules take."""

from schemas.canonical import sha256_hex
from schemas.document import DocumentState
from schemas.document_commands import SignDocument
from schemas.rehearsal import SupposedAct
from schemas.section import Note, SectionState, Verdict
from schemas.section_commands import DecideRound, GiveVerdict, SectionCommand, Sign, SubmitRevision

NO_REASON = Note(id="", hash="")
"""Stands where the rules ask for a reason that nobody has written."""


def section_command(state: SectionState, act: SupposedAct) -> SectionCommand:
    """Texts are handed in by one author, verdicts agree, and the coordinator decides in favour."""
    head = state.head
    if act.what == "submit_revision":
        revision_id = f"{state.id}/{head.number + 1 if head else 1}"
        return SubmitRevision(
            revision_id=revision_id,
            base_id=head.revision_id if head else None,
            text_hash=sha256_hex(revision_id.encode()),
            authors=(act.person_id,),
        )
    assert head is not None
    if act.what == "give_verdict":
        return GiveVerdict(revision_id=head.revision_id, verdict=Verdict.AGREE)
    if act.what == "sign":
        return Sign(revision_id=head.revision_id, text_hash=head.text_hash)
    return DecideRound(in_favour=True, note=NO_REASON)


def document_command(state: DocumentState, act: SupposedAct) -> SignDocument:
    """A leader signs the candidate at hand."""
    assert state.candidate is not None
    assert act.what == "sign_document"
    return SignDocument(candidate_hash=state.candidate.hash)
