"""A rehearsal in words: `in_sentences`, and as one text `rehearsal_words`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.letters.english import ENGLISH
from domain.letters.russian import RUSSIAN
from domain.refusal_words import refusal_in_words
from domain.rehearsal.tongue import TONGUES, Tongue
from domain.words import day_in_words, deadline_in_words, form_for, moment_in_words
from schemas.language import Language
from schemas.rehearsal import (
    Behaviour,
    Behaviours,
    HoldingUp,
    Rehearsal,
    RehearsalInWords,
    RehearsedPhase,
    RehearsedStream,
    StreamInWords,
)

_TEXTS = {"ru": RUSSIAN.texts, "en": ENGLISH.texts}


def rehearsal_words(told: Rehearsal, behaviours: Behaviours, names: Mapping[str, str], language: Language) -> str:
    """Everything a rehearsal found, as text of several lines; `names` are people's by their ids."""
    tongue, said = TONGUES[language], in_sentences(told, behaviours, names, language)
    parts = [
        "\n".join(said.supposed),
        *("\n".join([f"{one.name}: {one.end}.", *(f"  {phase}" for phase in one.phases)]) for one in said.streams),
        _listed(tongue.holding, said.holding),
    ]
    if said.milestones:
        parts.append(_listed(tongue.milestones, said.milestones))
    parts.append(_listed(tongue.told, said.notices))
    if said.provisional:
        parts.append(said.provisional)
    return "\n\n".join(parts) + "\n"


def in_sentences(
    told: Rehearsal, behaviours: Behaviours, names: Mapping[str, str], language: Language
) -> RehearsalInWords:
    """Everything a rehearsal found, each thing in a sentence; `names` are people's by their ids."""
    voice = _Voice(told, names, language)
    return RehearsalInWords(
        supposed=tuple(voice.supposed(behaviours)),
        streams=tuple(voice.stream(one) for one in (*told.sections, told.whole)),
        holding=tuple(voice.holding()),
        milestones=tuple(voice.milestones()),
        notices=tuple(voice.notices()),
        provisional=voice.tongue.provisional if told.provisional else "",
    )


def _listed(heading: str, lines: Iterable[str]) -> str:
    return "\n".join([heading, *(f"— {line}" for line in lines)])


@dataclass(frozen=True)
class _Voice:
    """One rehearsal told to one reader."""

    told: Rehearsal
    names: Mapping[str, str]
    language: Language

    @property
    def tongue(self) -> Tongue:
        return TONGUES[self.language]

    def supposed(self, behaviours: Behaviours) -> Iterator[str]:
        """What is rehearsed from when, and what is supposed."""
        supposed = [self._behaviour(behaviours.everybody, self.tongue.behaviours, "")]
        supposed += [self._behaviour(one, self.tongue.people, who) for who, one in sorted(behaviours.people.items())]
        title = self.told.whole.title or self.tongue.untitled
        at = moment_in_words(self.told.starts_at, self.told.zone, self.language)
        yield self.tongue.heading.format(title=title, at=at)
        yield self.tongue.assumed.format(behaviours="; ".join(supposed))
        if self.told.without_part:
            yield self.tongue.without_part.format(people=self._people(self.told.without_part))

    def stream(self, one: RehearsedStream) -> StreamInWords:
        """A section's or the whole's end, and each of its phases."""
        phases = tuple(f"{self._phase(phase)}." for phase in one.phases)
        return StreamInWords(section_id=one.section_id, name=self._name(one), end=self._end(one), phases=phases)

    def holding(self) -> Iterator[str]:
        """What the whole waits for, refusals, and sections that overtake what they rest on."""
        for one in self.told.holding_up:
            yield self._held(one)
        if not self.told.holding_up:
            yield self.tongue.nothing
        for act in self.told.acts:
            if act.refused:
                why = refusal_in_words(act.refused, act.facts, self.language, self.told.zone)
                yield self.tongue.refused.format(person=self._people([act.person_id]), at=self._at(act.at), why=why)
        for pair in self.told.out_of_order:
            yield self.tongue.out_of_order.format(
                section=self._by_id(pair.section_id), basis=self._by_id(pair.basis_id)
            )

    def milestones(self) -> Iterator[str]:
        """Each milestone with what is approved by its end."""
        for one in self.told.milestones:
            slip = self.tongue.milestone_never if one.slips is None else ""
            if one.slips:
                slip = self.tongue.milestone_late.format(days=self._days(one.slips))
            day = day_in_words(one.day, self.language)
            yield self.tongue.milestone.format(
                title=one.title,
                day=day,
                approved=one.approved,
                sections=one.sections,
                in_time=one.approved_in_time,
                slip=slip,
            )

    def notices(self) -> Iterator[str]:
        """Every notice: when, what it says, of what, and to whom."""
        for one in self.told.told:
            what = _TEXTS[self.language][one.kind].subject
            where = self._by_id(one.stream_id.removeprefix("section/"))
            yield self.tongue.notice.format(
                at=self._at(one.at), what=what, where=where, people=self._people(one.people)
            )

    def _behaviour(self, one: Behaviour, kinds: Mapping[str, str], person: str) -> str:
        return kinds[one.acts].format(person=self.names.get(person, person), days=self._days(one.working_days))

    def _end(self, one: RehearsedStream) -> str:
        if one.ended_at is None:
            if not one.phases:
                return self.tongue.not_begun
            phase = self.tongue.phases.get(one.stands_in, one.stands_in)
            return self.tongue.stands.format(phase=phase, people=self._people(one.awaited))
        late = self.tongue.slips.format(days=self._days(one.slips)) if one.slips else self.tongue.in_time
        return f"{self.tongue.ended.format(at=self._at(one.ended_at))}, {late}"

    def _phase(self, one: RehearsedPhase) -> str:
        named = {
            "phase": self.tongue.phases[one.phase],
            "opened": self._at(one.opened_at),
            "until": deadline_in_words(one.deadline, self.language),
        }
        if one.ended_at is None:
            return self.tongue.open_phase.format(
                **named, people=self._people(one.awaited), by=self.tongue.by.get(one.by, "")
            )
        last = self.tongue.last.format(people=self._people(one.last)) if one.last else ""
        return self.tongue.phase.format(
            **named,
            outcome=self.tongue.outcomes[one.outcome],
            ended=self._at(one.ended_at),
            last=last + self.tongue.by.get(one.by, ""),
            late=self.tongue.late.format(days=self._days(one.late)) if one.late else "",
        )

    def _held(self, one: HoldingUp) -> str:
        if not one.section_id:
            kind = self.tongue.signing_never if one.because == "never" else self.tongue.signing_late
            return kind.format(days=self._days(one.late), people=self._people(one.people))
        late = self.tongue.late.format(days=self._days(one.late)) if one.late else ""
        lost = {"phase": self.tongue.phases.get(one.phase, ""), "people": self._people(one.people), "late": late}
        lost["by"] = self.tongue.by[one.by] if one.by in ("answers", "term") else ""
        sections = ", ".join(self._by_id(section) for section in one.waiting)
        kind = self.tongue.never if one.because == "never" else self.tongue.last_section
        return kind.format(
            section=self._by_id(one.section_id),
            gains=self.tongue.gains.format(days=self._days(one.gains)) if one.gains else "",
            lost=self.tongue.lost.format(**lost) if one.phase else "",
            waiting=self.tongue.waiting.format(sections=sections) if sections else "",
        )

    def _name(self, one: RehearsedStream) -> str:
        if not one.section_id:
            return self.tongue.whole
        return self.tongue.section.format(position=one.position, title=one.title)

    def _by_id(self, section_id: str) -> str:
        found = (self._name(one) for one in self.told.sections if one.section_id == section_id)
        return next(found, self.tongue.whole)

    def _people(self, people: Iterable[str]) -> str:
        return ", ".join(self.names.get(person, person) for person in people) or "—"

    def _days(self, number: int) -> str:
        return f"{number} {self.tongue.days[form_for(number, self.language)]}"

    def _at(self, at: datetime) -> str:
        return moment_in_words(at, self.told.zone, self.language, named=False)
