"""Gathers what a paper says: how agreement stands on record, of one section or of the whole document."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import and_, col, or_, select

from activities.edition_content import Rows, remarked
from schemas.document import Candidate, CandidateSection, DocumentPhase
from schemas.papers import Paper, PaperKind, PaperText
from schemas.problems import Refused
from schemas.section import Phase
from storage.tables import Edition, Event, Section

UNHEARD = (
    *("alarm_rang", "alarm_overtaken", "basis_seen", "comment_reattached", "file_read", "guest_link_opened"),
    *("guest_link_sent", "letter_taken", "material_added", "material_changed", "material_withdrawn", "notice_read"),
    *("help_asked", "reminded", "reply_refused", "settings_changed"),
)
"""Events that say nothing about agreement: no paper is dated by them."""


class PaperContents(Rows):
    """Reads papers about one document inside one reading session."""

    def gather(self, kind: PaperKind, section_id: str | None = None) -> Paper:
        """The paper as things stand. Raises Refused("not_found") before the document was launched."""
        if self._state.phase == DocumentPhase.SETUP:
            raise Refused("not_found")
        sections = [one for one in self._left() if section_id in (None, one.id)]
        whole = section_id is None
        last = self._last_entry(sections, whole=whole)
        zone = self._state.policy.zone
        coordinator = self._names.who(self._document.coordinator_id, last.at)
        return Paper(
            kind=kind,
            document=self._names.other(self._document.id, last.at),
            whole=whole,
            organisation=coordinator["organisation"],
            coordinator=coordinator["person"],
            position=coordinator["position"],
            number=self._number(sections, last, whole=whole),
            date=last.at.astimezone(ZoneInfo(zone)).date(),
            at=last.at,
            entry=f"{last.stream_id} № {last.seq}, {last.hash}",
            language="en" if self._document.language == "en" else "ru",
            zone=zone,
            texts=self._texts_of(sections, whole=whole),
            **self._filled(kind, sections, whole=whole),
        )

    def _filled(self, kind: PaperKind, sections: list[Section], *, whole: bool) -> dict[str, Any]:
        """The rows of this kind of paper."""
        if kind == "disagreements":
            return {"disagreements": tuple(self.disagreements(sections))}
        remarks = tuple(self._remarks(sections))
        if kind == "remarks":
            return {"remarks": remarks, "reasons": tuple(self._reasons(sections))}
        with_text = [one for one in sections if one.head_id is not None]
        heads = _heads(with_text)
        words = [*self._sheet(with_text, heads)]
        judged = self._state.candidate.hash if self._state.candidate else self._state.declined_hash
        if whole and judged is not None:
            words += self._leadership(judged)
        signing = judged is not None and whole
        delegations = [one for one in self._delegations(with_text, heads) if one.section_title or signing]
        return {
            "agreement": tuple(remarked(row, speaker, remarks) for row, speaker in words),
            "delegations": tuple(delegations),
        }

    def _texts_of(self, sections: list[Section], *, whole: bool) -> tuple[PaperText, ...]:
        texts = [
            PaperText(
                number=self._numbers[one.id],
                title=one.title,
                revision_number=one.head_number,
                text_hash=one.text_hash or "",
            )
            for one in sections
        ]
        if whole and self._state.candidate is not None:
            texts.append(PaperText(text_hash=self._state.candidate.hash))
        return tuple(texts)

    def _number(self, sections: list[Section], last: Event, *, whole: bool) -> str:
        """The paper's number: the section's and its revision's, or the candidate's; then that of the last entry."""
        if whole:
            return f"{self._state.candidates}/{last.seq}"
        return f"{self._numbers[sections[0].id]}-{sections[0].head_number or 0}/{last.seq}"

    def _since_of(self, section: Section) -> datetime:
        """Of a text that is published what was said before that; else what was said since the edition before."""
        published = select(Event.at).where(Event.stream_id == f"section/{section.id}", Event.type == "published")
        ends = list(self._session.exec(published.order_by(col(Event.seq))))
        if section.phase == Phase.PUBLISHED:
            ends = ends[:-1]
        ordered = select(Edition.ordered_at).where(Edition.document_id == self._document.id)
        before = [at for at in self._session.exec(ordered) if ends and at <= ends[-1]]
        return max(before, default=datetime.min.replace(tzinfo=UTC))

    def _last_entry(self, sections: list[Section], *, whole: bool) -> Event:
        """The last entry that the paper can tell of. Raises Refused("not_found") before there is any."""
        streams = [f"section/{one.id}" for one in sections] + ([f"document/{self._document.id}"] if whole else [])
        retitled = and_(col(Event.type) == "settings_changed", col(Event.body).contains('"title"'))
        heard = or_(col(Event.type).not_in(UNHEARD), retitled)
        query = select(Event).where(col(Event.stream_id).in_(streams), heard)
        latest = (col(Event.at).desc(), col(Event.stream_id), col(Event.seq).desc())
        last = self._session.exec(query.order_by(*latest).limit(1)).first()
        if last is None:
            raise Refused("not_found")
        return last


def _heads(sections: list[Section]) -> Candidate:
    """The texts at hand as if they were proposed together."""
    listed = (
        CandidateSection(section_id=one.id, revision_id=one.head_id or "", text_hash=one.text_hash or "")
        for one in sections
    )
    return Candidate(number=0, sections=tuple(listed))
