"""How a section or a document stands, in sentences."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from domain.explanation.counting import counting
from domain.explanation.english import ENGLISH
from domain.explanation.expected import ENDING
from domain.explanation.russian import RUSSIAN
from domain.explanation.speaker import Speaker
from domain.explanation.tongue import Tongue
from domain.letters.letter import one_line
from domain.words import deadline_in_words, moment_in_words
from schemas.explanation import Expected, Explanation, Signing
from schemas.language import Language

TONGUES: dict[Language, Tongue] = {"ru": RUSSIAN, "en": ENGLISH}
"""Every language that something is explained in."""


def sentences(facts: Explanation, names: Mapping[str, str], language: Language) -> tuple[str, ...]:
    """What was decided, what is missing, whose turn it is since when, and what happens if nobody acts.

    `names` are those of persons, organisations and bodies by id, as somebody typed them; who has none there is told
    by the id.
    """
    known = {one: one_line(name) for one, name in names.items()}
    speaker = Speaker(TONGUES[language], known, language, facts.zone)
    named = _as_voices(facts, known, language)
    voices = Speaker(TONGUES[language], named, language, facts.zone)
    coordinates = facts.coordinator_id
    learning = {**named, coordinates: known.get(coordinates, coordinates)}  # whatever body they speak for besides
    return (
        *_decided(speaker, facts),
        _standing(speaker, facts),
        *counting(voices, facts),
        *_earlier(voices, facts),
        *_unanswered(speaker, facts),
        *_disputed(speaker, facts),
        *(_signing(speaker, facts.signing) if facts.signing else ()),
        *_left(voices, facts),
        *_turns(voices if facts.waiting_for == "verdict" else speaker, facts),
        *_may_vote(voices, facts),
        *_until(speaker, facts),
        *_expected(Speaker(TONGUES[language], learning, language, facts.zone), facts),
    )


def _as_voices(facts: Explanation, known: Mapping[str, str], language: Language) -> dict[str, str]:
    """The names where voters are meant: a body's, of who speaks for it; the same person may have other parts here."""
    named = dict(known)
    for one in facts.speaking:
        speaker_of = TONGUES[language].speaks_for.format(who=known.get(one.person_id, one.person_id))
        named[one.person_id] = known.get(one.body_id, one.body_id) + speaker_of
    return named


def _decided(speaker: Speaker, facts: Explanation) -> Iterator[str]:
    decided = facts.decided
    if decided is None:
        return
    known = speaker.tongue.decided
    text = known.get(decided.what) or known.get(f"{decided.what}.{decided.outcome}.{decided.by}")
    if text is not None:
        day = speaker.day(decided.at)
        yield text.format(day=day, round=decided.round, who=speaker.names(decided.person_id))


def _standing(speaker: Speaker, facts: Explanation) -> str:
    key = f"{facts.subject}.{facts.phase}"
    numbered = f"{key}.number" if facts.number else key
    text = speaker.tongue.standing.get(numbered) or speaker.tongue.standing[key]
    return text.format(number=facts.number, round=facts.round)


def _earlier(speaker: Speaker, facts: Explanation) -> Iterator[str]:
    """Which verdicts came on paper, which on earlier revisions count here or do not, and that others' are hidden."""
    tongue = speaker.tongue
    if facts.own_first:
        yield tongue.own_first
    if facts.on_paper:
        yield tongue.on_paper.format(who=speaker.names(*facts.on_paper))
    if facts.carried:
        yield tongue.carried.format(who=speaker.names(*facts.carried))
    if facts.outdated:
        yield tongue.outdated.format(who=speaker.names(*facts.outdated))


def _unanswered(speaker: Speaker, facts: Explanation) -> Iterator[str]:
    """That remarks have no answer, and what that holds up; of texts that are on their way to sign-off only."""
    if facts.unanswered and facts.phase == "sign_off":
        yield speaker.number(facts.unanswered, speaker.tongue.unsigned)
    if facts.unanswered and facts.phase in ("drafting", "review"):
        yield speaker.number(facts.unanswered, speaker.tongue.held if facts.held else speaker.tongue.unanswered)


def _disputed(speaker: Speaker, facts: Explanation) -> Iterator[str]:
    """That disagreements are open, with which nothing is approved."""
    if facts.disagreements:
        yield speaker.number(facts.disagreements, speaker.tongue.disagreements)


def _signing(speaker: Speaker, signing: Signing) -> Iterator[str]:
    tongue = speaker.tongue
    text = tongue.signing if signing.signed else tongue.nobody_signed
    yield text.format(
        signed=len(signing.signed),
        signers=signing.signers,
        who=speaker.names(*signing.signed),
        needed=speaker.number(signing.needed, tongue.signatures_needed),
    )
    if signing.signed and signing.missing:
        yield speaker.number(signing.missing, tongue.signatures_missing)


def _left(speaker: Speaker, facts: Explanation) -> Iterator[str]:
    """Who left the phase, by reason, and how many are left in it."""
    tongue, phase = speaker.tongue, f"{facts.subject}.{facts.phase}"
    for reason, gone in groupby(facts.left, lambda one: one.reason):
        who = speaker.names(*(one.person_id for one in gone))
        yield tongue.gone.format(reason=tongue.reasons[reason], lost=tongue.lost[phase], who=who)
    taken = [one for one in facts.left if one.successor_id]
    for one in taken:
        who, gone_one = speaker.names(one.successor_id), speaker.names(one.person_id)
        yield tongue.succeeded.format(who=who, gone=gone_one)
    if facts.left:
        yield tongue.remaining[phase].format(n=facts.left[-1].base)


def _turns(speaker: Speaker, facts: Explanation) -> Iterator[str]:
    """Whose turn it is; those who are awaited since the same day stand together."""
    for since, turns in groupby(facts.turns, lambda turn: speaker.day(turn.since) if turn.since else ""):
        texts = speaker.tongue.turns_since if since else speaker.tongue.turns
        yield texts[facts.waiting_for].format(day=since, who=speaker.standing_in(turns))
    if facts.signing and facts.signing.then:
        yield speaker.tongue.signing_then.format(who=speaker.names(*facts.signing.then))
    if facts.decides_from is not None:
        moment = moment_in_words(facts.decides_from, speaker.zone, speaker.language)
        yield speaker.tongue.decides_from.format(moment=moment)


def _may_vote(speaker: Speaker, facts: Explanation) -> Iterator[str]:
    if facts.may_vote:
        yield speaker.tongue.may_vote.format(who=speaker.names(*facts.may_vote))


def _until(speaker: Speaker, facts: Explanation) -> Iterator[str]:
    if facts.deadline is not None:
        text = speaker.tongue.overdue if facts.overdue else speaker.tongue.until
        yield text.format(until=deadline_in_words(facts.deadline, speaker.language))
        if facts.deadline.provisional:
            yield speaker.tongue.provisional


def _expected(speaker: Speaker, facts: Explanation) -> Iterator[str]:
    """What comes by itself, in order; where no step ends the phase, that it is left to the coordinator."""
    steps = list(_steps(speaker, facts.expected))
    for place, what in enumerate(steps):
        yield (speaker.tongue.then if place else speaker.tongue.first).format(what=what)
    if any(step.extended_to and step.extended_to.provisional for step in facts.expected):
        yield speaker.tongue.provisional_extension
    goes_on = any(step.outcome in (*ENDING, "extend") or step.what == "term" for step in facts.expected)
    if facts.deadline is not None and not goes_on:
        yield speaker.tongue.left_to_coordinator.format(who=speaker.names(facts.coordinator_id))


def _steps(speaker: Speaker, expected: Iterable[Expected]) -> Iterator[str]:
    """What each step does and whom it tells; reminders stand together, and the zone is named once."""
    spoken = [step for step in expected if step.told or step.outcome or step.leads_to]
    named = True
    for reminding, alike in groupby(spoken, lambda step: step.what == "reminder"):
        steps = list(alike)
        if reminding:
            yield _reminders(speaker, steps, named=named)
            named = False
        for step in () if reminding else steps:
            yield _step(speaker, step, named=named)
            named = named and step.what == "deadline"


def _reminders(speaker: Speaker, steps: list[Expected], *, named: bool) -> str:
    *earlier, last = (step.at for step in steps)
    moments = [
        *(moment_in_words(at, speaker.zone, speaker.language, named=False) for at in earlier),
        moment_in_words(last, speaker.zone, speaker.language, named=named),
    ]
    return speaker.tongue.reminders[1 if earlier else 0].format(moments=", ".join(moments))


def _step(speaker: Speaker, step: Expected, *, named: bool) -> str:
    tongue = speaker.tongue
    told = {"who": speaker.names(*step.told), "learn": tongue.learn[0 if len(step.told) == 1 else 1]}
    moment = moment_in_words(step.at, speaker.zone, speaker.language, named=named)
    known, key = tongue.expected, step.outcome or step.what
    text = known.get(f"{key}.{step.leads_to}") or known[key]
    until = deadline_in_words(step.extended_to, speaker.language) if step.extended_to else ""
    what = text.format(moment=moment, leads=tongue.leads.get(step.leads_to, ""), until=until, **told)
    return tongue.told.format(what=what, **told) if step.outcome and step.told else what
