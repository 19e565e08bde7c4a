"""Gathers what an edition says: the candidate's texts, the agreement sheet and the summary of remarks."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from activities.edition.words import WORDS
from activities.texts import Texts
from domain.agreement import sheet
from schemas.checkpoint import CheckpointName
from schemas.document import Candidate, DocumentState
from schemas.edition import AgreementRow, EditionContent, EditionSection, EditionSignature, RemarkRow
from schemas.section_events import SECTION_EVENT, SectionEvent
from storage.tables import (
    Checkpoint,
    Comment,
    Document,
    Edition,
    Event,
    Installation,
    Note,
    Organisation,
    Person,
    Revision,
    Section,
    Stream,
)


class EditionContents:
    """Reads the content of one edition inside one reading session."""

    def __init__(self, session: Session, texts: Texts, edition: Edition) -> None:
        self._session = session
        self._texts = texts
        self._edition = edition
        self._document = session.get_one(Document, edition.document_id)
        stream = session.get_one(Stream, f"document/{edition.document_id}")
        self._state = DocumentState.model_validate(stream.state)
        self._people = {row.id: row for row in session.exec(select(Person))}
        self._organisations = {row.id: row.name for row in session.exec(select(Organisation))}
        self._previous = self._latest()
        self._since = self._previous.ordered_at if self._previous else datetime.min.replace(tzinfo=UTC)

    def gather(self) -> EditionContent:
        """The whole content; the candidate's hashes decide what the texts are."""
        candidate = self._state.candidate
        assert candidate is not None
        document, ordered = self._document, self._edition.ordered_at
        sections = [self._session.get_one(Section, listed.section_id) for listed in candidate.sections]
        leadership = list(self._leadership(candidate))
        agreement = [*self._sheet(sections, candidate), *leadership]
        return EditionContent(
            installation_id=self._session.exec(select(Installation.id)).one(),
            document_id=document.id,
            title=document.title,
            number=self._state.editions + 1,
            date=ordered.astimezone(ZoneInfo(self._state.policy.zone)).date(),
            published_at=ordered,
            organisation=self._who(document.coordinator_id)["organisation"],
            approval=self._approval([row for row, _ in leadership if row.verdict == "signed"]),
            language="en" if document.language == "en" else "ru",
            zone=self._state.policy.zone,
            sections=tuple(self._sections(sections, candidate)),
            agreement=tuple(row for row, _ in agreement),
            remarks=tuple(self._remarks(sections)),
            signatures=tuple(self._signature(row, person) for row, person in agreement if row.verdict == "signed"),
            previous_manifest=self._previous.manifest_hash if self._previous else None,
            checkpoint=self._checkpoint(),
        )

    def _checkpoint(self) -> CheckpointName | None:
        """The latest made before publication was ordered, so that repeating the work names the same."""
        query = select(Checkpoint).where(Checkpoint.at <= self._edition.ordered_at)
        row = self._session.exec(query.order_by(col(Checkpoint.number).desc()).limit(1)).first()
        return CheckpointName(number=row.number, hash=row.hash) if row else None

    def _sections(self, sections: list[Section], candidate: Candidate) -> Iterator[EditionSection]:
        for number, (section, listed) in enumerate(zip(sections, candidate.sections, strict=True), start=1):
            revision = self._session.get_one(Revision, listed.revision_id)
            yield EditionSection(
                id=section.id,
                number=str(number),
                title=section.title,
                revision_id=revision.id,
                revision_number=revision.number or 0,
                text_hash=listed.text_hash,
                ast=self._texts.ast(listed.text_hash),
            )

    def _sheet(self, sections: list[Section], candidate: Candidate) -> Iterator[tuple[AgreementRow, str]]:
        for number, (section, listed) in enumerate(zip(sections, candidate.sections, strict=True), start=1):
            revision = self._session.get_one(Revision, listed.revision_id)
            for entry in sheet(self._events(f"section/{section.id}"), listed.revision_id):
                speaker = entry.deputy_id or entry.person_id
                row = AgreementRow.model_validate(
                    self._who(speaker)
                    | {
                        "instead_of": self._people[entry.person_id].name if entry.deputy_id else "",
                        "section_number": str(number),
                        "section_title": section.title,
                        "part": entry.part,
                        "verdict": entry.word,
                        "revision_number": revision.number,
                        "revision_hash": listed.text_hash,
                        "at": entry.at,
                    }
                )
                yield row, speaker

    def _leadership(self, candidate: Candidate) -> Iterator[tuple[AgreementRow, str]]:
        """Who of leadership signed the candidate, in whose place, and who left its signing, as it came."""
        for row in self._of_signing():
            person, left = row.data["person_id"], row.type == "leader_left"
            if not left and person not in self._state.signatures:
                continue  # what somebody signed who left counts no more
            speaker = row.data.get("deputy_id") or person
            decision = {
                "part": "leadership",
                "verdict": "left" if left else "signed",
                "revision_hash": candidate.hash,
                "instead_of": self._people[person].name if speaker != person else "",
            }
            yield AgreementRow.model_validate(self._who(speaker) | decision | {"at": row.at}), speaker

    def _of_signing(self) -> list[Event]:
        """The signatures on the open candidate and the departures of leaders since it was opened."""
        types = ("candidate_opened", "document_signed", "leader_left")
        of_document = (Event.stream_id == f"document/{self._document.id}", col(Event.type).in_(types))
        rows = self._session.exec(select(Event).where(*of_document).order_by(col(Event.seq))).all()
        opened = max((row.seq for row in rows if row.type == "candidate_opened"), default=0)
        return [row for row in rows if row.seq > opened]

    def _approval(self, signed: list[AgreementRow]) -> str:
        """The approving line of the title page: who of leadership signed, in the order of signing, and for whom."""
        english = self._document.language == "en"
        instead_of = WORDS["en" if english else "ru"].instead_of
        names = []
        for row in signed:
            name = f"{row.person}, {row.position}".rstrip(", ")
            names.append(f"{name} {instead_of.format(person=row.instead_of)}" if row.instead_of else name)
        return f"{'Approved by' if english else 'Утверждено'}: {'; '.join(names)}" if names else ""

    def _who(self, person_id: str) -> dict[str, str]:
        person = self._people[person_id]
        organisation = self._organisations.get(person.organisation_id or "", "")
        return {"person": person.name, "position": person.position, "organisation": organisation}

    def _signature(self, row: AgreementRow, person_id: str) -> EditionSignature:
        return EditionSignature(person_id=person_id, name=row.person, hash=row.revision_hash, at=row.at)

    def _events(self, stream_id: str) -> Iterator[tuple[datetime, SectionEvent]]:
        rows = self._session.exec(select(Event).where(Event.stream_id == stream_id).order_by(col(Event.seq)))
        for row in rows:
            if row.type in ("verdict_given", "silence_counted", "signed", "recused", "round_closed"):
                yield row.at, SECTION_EVENT.validate_python(row.data)

    def _remarks(self, sections: list[Section]) -> Iterator[RemarkRow]:
        """Comments, and reasons given with decisions, since the edition before; in the order they were given."""
        number = 0
        for place, section in enumerate(sections, start=1):
            found = [*self._comments(section), *self._reasons(section)]
            for _, remark in sorted(found, key=lambda one: one[0]):
                number += 1
                numbered = {"number": number, "section_number": str(place), "section_title": section.title}
                yield RemarkRow.model_validate(remark | numbered)

    def _comments(self, section: Section) -> Iterator[tuple[datetime, dict[str, str]]]:
        query = select(Comment).where(Comment.section_id == section.id, col(Comment.at) > self._since)
        rows = self._session.exec(query.order_by(col(Comment.at), col(Comment.id))).all()
        for comment in (row for row in rows if row.parent_id is None):
            replies = [row for row in rows if row.parent_id == comment.id]
            text = comment.text if comment.replacement is None else f"{comment.text} → {comment.replacement}"
            remark = {"place": comment.quote, "author": self._people[comment.person_id].name, "kind": comment.kind}
            grounds = "; ".join(f"{self._people[reply.person_id].name}: {reply.text}" for reply in replies)
            yield comment.at, remark | {"text": text, "grounds": grounds}

    def _reasons(self, section: Section) -> Iterator[tuple[datetime, dict[str, str]]]:
        rows = self._session.exec(
            select(Event).where(
                Event.stream_id == f"section/{section.id}",
                col(Event.type).in_(("verdict_given", "signing_declined", "round_closed")),
                col(Event.at) > self._since,
            )
        ).all()
        for row in rows:
            note = self._session.get(Note, (row.data.get("note") or {}).get("id", ""))
            if note is not None and note.text:
                yield row.at, {"author": self._people[note.person_id].name, "kind": "remark", "text": note.text}

    def _latest(self) -> Edition | None:
        return self._session.exec(
            select(Edition)
            .where(Edition.document_id == self._document.id, Edition.state == "published")
            .order_by(col(Edition.number).desc())
            .limit(1)
        ).first()
