"""Gathers what an edition says: the candidate's texts, the agreement sheet and the summary of remarks."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from activities.edition.words import WORDS
from activities.outside_opinions import last_opinions_in
from activities.remark_rows import RemarkRows
from activities.texts import Texts
from domain.agreement import StandIn, sheet, stand_ins
from domain.disputes import OF_DISPUTES, Met, disputes
from domain.text.plain import document_text
from domain.text.wordings import stands_in
from schemas.checkpoint import CheckpointName
from schemas.document import Candidate, DocumentState
from schemas.document_events import DOCUMENT_EVENT
from schemas.edition import (
    AgreementRow,
    Delegation,
    DisagreementRow,
    EditionContent,
    EditionSection,
    EditionSignature,
    MeetingRow,
    RemarkRow,
)
from schemas.section import SectionState
from schemas.section_events import SECTION_EVENT, SectionEvent
from storage.tables import (
    Checkpoint,
    Comment,
    Edition,
    Event,
    Installation,
    Letter,
    Note,
    Revision,
    Section,
    Stream,
)

SPEAKING = frozenset(
    {
        *("round_opened", "verdict_given", "verdict_taken_back", "silence_counted", "recused", "round_closed"),
        "reassigned",
        *("sign_off_opened", "signed", "approved", "signing_declined", "drafting_resumed"),
        *("duty_passed", "duty_returned"),
    }
)
"""The events of a section that a sheet is read from."""

DECIDING = {"document_signed": "signed", "document_declined": "declined", "leader_left": "left"}
"""The events of a document's signing that stand on its sheet, and the word that they stand there with."""


class Rows(RemarkRows):
    """What agreement left on record about one document: the rows of its sheet and of its summary of remarks."""

    def __init__(self, session: Session, document_id: str, texts: Texts) -> None:
        super().__init__(session, document_id)
        self._texts = texts
        stream = session.get_one(Stream, f"document/{document_id}")
        self._state = DocumentState.model_validate(stream.state)

    def _sheet(self, sections: list[Section], candidate: Candidate) -> Iterator[tuple[AgreementRow, str]]:
        for section, listed in zip(sections, candidate.sections, strict=True):
            entries = list(sheet(self._events(f"section/{section.id}"), listed.revision_id))
            for entry in entries:
                speaker = entry.deputy_id or entry.person_id
                judged = self._session.get_one(Revision, entry.judged_id or listed.revision_id)
                row = AgreementRow.model_validate(
                    self._names.who(speaker, entry.at)
                    | {
                        "instead_of": self._names.person(entry.person_id, entry.at) if entry.deputy_id else "",
                        "body": self._names.other(entry.body_id, entry.at),
                        "letter": self._letter(entry.letter_id),
                        **self._place(section),
                        "part": entry.part,
                        "verdict": entry.word,
                        "revision_number": judged.number,
                        "revision_hash": judged.text_hash,
                        "at": entry.at,
                        "reasons": self._noted(entry.note_id or ""),
                    }
                )
                yield row, speaker
            yield from self._outside(section, {entry.person_id for entry in entries})

    def _outside(self, section: Section, voters: set[str]) -> Iterator[tuple[AgreementRow, str]]:
        """What outside experts advised, each on the revision that they read."""
        for opinion in last_opinions_in(self._session, section, voters):
            judged = self._session.get_one(Revision, opinion.revision_id)
            said = {"part": "outside", "verdict": opinion.verdict, "at": opinion.at}
            said |= {"revision_number": judged.number, "revision_hash": judged.text_hash}
            row = AgreementRow.model_validate(
                self._names.who(opinion.person_id, opinion.at) | self._place(section) | said
            )
            yield row, opinion.person_id

    def _delegations(self, sections: list[Section], candidate: Candidate) -> Iterator[Delegation]:
        """The duties that deputies had, of the round and the sign-off of each listed revision, then of the signing."""
        for section, listed in zip(sections, candidate.sections, strict=True):
            for stand_in in stand_ins(self._events(f"section/{section.id}"), listed.revision_id):
                yield self._delegation(stand_in, self._place(section))
        signing = [(row.at, DOCUMENT_EVENT.validate_python(row.data)) for row in self._of_signing()]
        for stand_in in stand_ins(signing):
            yield self._delegation(stand_in, {})

    def _delegation(self, one: StandIn, place: dict[str, str]) -> Delegation:
        people = {"person": one.person_id, "deputy": one.deputy_id}
        names = {part: self._names.person(id_, one.since) for part, id_ in people.items()}
        return Delegation.model_validate(one.model_dump() | names | place)

    def _leadership(self, candidate_hash: str) -> Iterator[tuple[AgreementRow, str]]:
        """Who of leadership signed the candidate or declined it, in whose place, and who left its signing, as it came.

        Once somebody declined it, the signatures on it are void.
        """
        for row in self._of_signing():
            if row.type not in DECIDING:
                continue
            person, word = row.data["person_id"], DECIDING[row.type]
            if word == "signed" and person not in self._state.signatures:
                if self._state.candidate is not None:
                    continue  # what somebody signed who left counts no more
                word = "void"
            speaker = row.data.get("deputy_id") or person
            decision = {
                "part": "leadership",
                "verdict": word,
                "revision_hash": candidate_hash,
                "instead_of": self._names.person(person, row.at) if speaker != person else "",
                "reasons": self._noted(row.data["note"]["id"]) if word == "declined" else "",
            }
            yield AgreementRow.model_validate(self._names.who(speaker, row.at) | decision | {"at": row.at}), speaker

    def _of_signing(self) -> list[Event]:
        """What was signed, declined and left since the last candidate was opened, and who stood in for whom there."""
        passing = ("signing_passed", "signing_returned", "document_approved")
        types = ("candidate_opened", *DECIDING, *passing)
        of_document = (Event.stream_id == f"document/{self._document.id}", col(Event.type).in_(types))
        rows = self._session.exec(select(Event).where(*of_document).order_by(col(Event.seq))).all()
        opened = max((row.seq for row in rows if row.type == "candidate_opened"), default=0)
        return [row for row in rows if row.seq > opened]

    def _letter(self, letter_id: str | None) -> tuple[str, date] | None:
        row = self._session.get(Letter, letter_id) if letter_id else None
        return (row.number, date.fromisoformat(row.dated)) if row is not None else None

    def _events(self, stream_id: str) -> Iterator[tuple[datetime, SectionEvent]]:
        rows = self._session.exec(select(Event).where(Event.stream_id == stream_id).order_by(col(Event.seq)))
        for row in rows:
            if row.type in SPEAKING:
                yield row.at, SECTION_EVENT.validate_python(row.data)

    def disagreements(
        self, sections: Iterable[Section], only: Collection[str] | None = None
    ) -> Iterator[DisagreementRow]:
        """What was disputed in these sections, and what came of it; in the order it arose, all or `only` these ids."""
        found = [(section, one) for section in sections for one in disputes(self._disputed(section))]
        found = [(section, one) for section, one in found if only is None or one.id in only]
        for number, (section, one) in enumerate(found, start=1):
            comment = self._session.get_one(Comment, one.comment_id)
            answer = self._last_answer(comment)
            answered = self._noted(answer.note_id or "") if answer else ""
            said = self._noted(one.proposed) or comment.replacement or comment.text
            decided = self._noted(one.wording) or (said if one.decision == "proposed" else "")
            parties = [self._said_by(one.author_id, comment.body_id, one.at)]
            parties += [self._names.person(one.decider_id, one.at)] if one.decider_id else []
            deputy = self._names.person(one.deputy_id, one.at) if one.deputy_id else ""
            yield DisagreementRow(
                number=number,
                place=comment.quote,
                wording=comment.quote,
                proposed=said,
                parties=tuple(parties),
                deputy=deputy,
                answered_by=self._names.person(answer.person_id, answer.at) if answer else "",
                answer=answered,
                reason=self._noted(one.reason),
                meetings=tuple(self._meeting(met, one.at) for met in one.meetings),
                outcome=one.outcome,
                decision="\n".join(filter(None, (decided, self._noted(one.grounds)))),
                missing=one.changes and self._is_missing(decided, section),
                at=one.at,
                **self._place(section),
            )

    def _is_missing(self, wording: str, section: Section) -> bool:
        """Whether words do not stand in the latest text of a section."""
        if section.text_hash is None:
            return False
        return not stands_in(wording, document_text(self._texts.ast(section.text_hash)))

    def _meeting(self, met: Met, at: datetime) -> MeetingRow:
        people = tuple(self._names.person(one, at) for one in met.participants)
        return MeetingRow(at=met.at, place=self._noted(met.place), people=people, minutes=self._noted(met.minutes))

    def _disputed(self, section: Section) -> Iterator[tuple[datetime, dict[str, Any]]]:
        since = col(Event.at) > self._since_of(section)
        of_section = (Event.stream_id == f"section/{section.id}", col(Event.type).in_(OF_DISPUTES), since)
        for row in self._session.exec(select(Event).where(*of_section).order_by(col(Event.seq))):
            yield row.at, row.data

    def _noted(self, note_id: str) -> str:
        """What was typed; nothing where it was erased, or never was."""
        note = self._session.get(Note, note_id) if note_id else None
        return note.text if note is not None else ""


class EditionContents(Rows):
    """Reads the content of one edition inside one reading session."""

    def __init__(self, session: Session, texts: Texts, edition: Edition) -> None:
        super().__init__(session, edition.document_id, texts)
        self._edition = edition

    def gather(self, public_url: str) -> EditionContent:
        """The whole content; the candidate's hashes decide what the texts are, `public_url` is without a last slash."""
        candidate = self._state.candidate
        assert candidate is not None
        document, ordered = self._document, self._edition.ordered_at
        sections = [self._session.get_one(Section, listed.section_id) for listed in candidate.sections]
        leadership = list(self._leadership(candidate.hash))
        agreement = [*self._sheet(sections, candidate), *leadership]
        number = self._state.editions + 1
        coordinator, remarks = self._names.who(document.coordinator_id, ordered), tuple(self._remarks(sections))
        return EditionContent(
            installation_id=self._session.exec(select(Installation.id)).one(),
            document_id=document.id,
            title=document.title,
            number=number,
            date=ordered.astimezone(ZoneInfo(self._state.policy.zone)).date(),
            published_at=ordered,
            organisation=coordinator["organisation"],
            coordinator=coordinator["person"],
            position=coordinator["position"],
            approval=self._approval([row for row, _ in leadership if row.verdict == "signed"]),
            language="en" if document.language == "en" else "ru",
            zone=self._state.policy.zone,
            sections=tuple(self._sections(sections, candidate)),
            agreement=tuple(remarked(row, speaker, remarks) for row, speaker in agreement),
            remarks=remarks,
            reasons=tuple(self._reasons(sections)),
            delegations=tuple(self._delegations(sections, candidate)),
            disagreements=tuple(self.disagreements(sections, self._dissent(sections))),
            signatures=tuple(self._signature(row, person) for row, person in agreement if row.verdict == "signed"),
            previous_manifest=self._previous.manifest_hash if self._previous else None,
            checkpoint=self._checkpoint(),
            check_at=f"{public_url}/published/{document.id}/{number}/check",
        )

    def _dissent(self, sections: list[Section]) -> set[str]:
        """The disagreements recorded as dissent from these texts, where the section's rules have that published."""
        streams = (self._session.get_one(Stream, f"section/{section.id}") for section in sections)
        states = [SectionState.model_validate(stream.state) for stream in streams]
        return {
            one.id
            for state in states
            for one in state.disagreements
            if state.policy.publish_dissent and one.outcome == "dissent" and one.cycle == state.cycle
        }

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

    def _approval(self, signed: list[AgreementRow]) -> str:
        """The approving line of the title page: who of leadership signed, in the order of signing, and for whom."""
        english = self._document.language == "en"
        instead_of = WORDS["en" if english else "ru"].instead_of
        names = []
        for row in signed:
            name = f"{row.person}, {row.position}".rstrip(", ")
            names.append(f"{name} {instead_of.format(person=row.instead_of)}" if row.instead_of else name)
        return f"{'Approved by' if english else 'Утверждено'}: {'; '.join(names)}" if names else ""

    def _signature(self, row: AgreementRow, person_id: str) -> EditionSignature:
        return EditionSignature(person_id=person_id, name=row.person, hash=row.revision_hash, at=row.at)


def remarked(row: AgreementRow, speaker: str, remarks: tuple[RemarkRow, ...]) -> AgreementRow:
    """The row with the numbers of the remarks that who spoke made on the revision that they speak of."""
    about = (row.section_number, row.revision_number)
    own = (one for one in remarks if one.author_id == speaker and (one.section_number, one.revision_number) == about)
    return row.model_copy(update={"remarks": tuple(one.number for one in own)})
