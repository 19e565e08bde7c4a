"""Whose turn it is, what is missing and who counts, as it is explained at every step, held against counting by hand."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from domain.document import Facts as DocumentFacts
from domain.document import decide as decide_document
from domain.document import evolve as evolve_document
from domain.explanation import explain, explain_document, sentences
from domain.section import Facts, decide, evolve
from schemas.document import DocumentPhase
from schemas.document_commands import DelegateSignature, SignDocument
from schemas.document_events import CandidateOpened
from schemas.explanation import Explanation
from schemas.language import LANGUAGES
from schemas.policy import Policy
from schemas.section import EarlierVerdict, Phase, Verdict
from schemas.section_commands import Delegate, GiveVerdict, Recuse, Sign
from schemas.section_events import RoundOpened, SignOffOpened
from tests.domain.standings import (
    CALENDAR,
    CANDIDATE,
    HEAD,
    NOTE,
    OPENED,
    phase,
    policy,
    section,
    signing_of_document,
)
from tests.model.test_voting_against_model import COMBINATIONS, random_rule
from tests.model.voting_model import Voter, certain_result

SIGNERS = ("anna", "boris", "vera", "gleb")
NAMES = {one: f"Имя-{one}" for one in (*SIGNERS, "deputy", "coordinator", "dina", "editor")}
WAITS = {"ru": "ждём подписи", "en": "awaited from"}
LETTERS = {Verdict.AGREE: "+", Verdict.AGREE_WITH_REMARKS: "+", Verdict.DISAGREE: "-", Verdict.ABSTAIN: "0"}


@dataclass
class Signing:
    """An open signing as a plain list: who signs, in their order, who has, who left, and who stands in for whom."""

    signers: list[str]
    needed: int | None
    in_turn: bool
    signed: list[str] = field(default_factory=list)
    deputies: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)

    @property
    def unsigned(self) -> list[str]:
        return [one for one in self.signers if one not in self.signed]

    @property
    def awaited(self) -> list[str]:
        now = self.unsigned[:1] if self.in_turn else self.unsigned
        return [self.deputies.get(one, one) for one in now]

    @property
    def missing(self) -> int:
        return max(0, (self.needed or len(self.signers)) - len(self.signed))


def assert_explained(facts: Explanation, model: Signing) -> None:
    assert facts.signing is not None
    assert [turn.person_id for turn in facts.turns] == model.awaited
    assert {turn.person_id: turn.instead_of for turn in facts.turns if turn.instead_of} == {
        deputy: person for person, deputy in model.deputies.items() if deputy in model.awaited
    }
    assert (set(facts.signing.signed), facts.signing.signers) == (set(model.signed), len(model.signers))
    assert (facts.signing.missing, facts.signing.in_turn) == (model.missing, model.in_turn)
    assert list(facts.signing.then) == (model.unsigned[1:] if model.in_turn else [])
    assert [one.person_id for one in facts.left] == model.gone
    for language in LANGUAGES:
        assert_said(sentences(facts, NAMES, language), model, WAITS[language])


def assert_said(told: Iterable[str], model: Signing, waits: str) -> None:
    """The sentences that say whom it waits for name exactly those, each deputy with the one they stand in for."""
    named = [name for one in told if waits in one.lower() for name in re.findall(r"Имя-(\w+)", one)]
    instead = {deputy: person for person, deputy in model.deputies.items()}
    expected = [name for one in model.awaited for name in (one, *([instead[one]] if one in instead else []))]
    assert sorted(named) == sorted(expected)


def test_signing_of_a_section_is_explained_as_it_is_at_every_step(count: Callable[..., None]) -> None:
    steps = 0
    for seed in range(150):
        rng = Random(seed)
        model = Signing(list(SIGNERS[: rng.randint(1, 4)]), rng.choice((None, None, 1, 2)), rng.random() < 0.6)
        model.needed = min(model.needed, len(model.signers)) if model.needed else None
        rules = signing_rules(model)
        opened = phase(rules, "sign_off")
        state = section(rules, Phase.SIGN_OFF, signers=tuple(model.signers))
        told: list[Any] = [
            (OPENED, SignOffOpened(revision_id=HEAD.revision_id, signers=tuple(model.signers), **opened))
        ]
        now = OPENED
        while state.phase == Phase.SIGN_OFF and len(told) < 12:
            now += timedelta(hours=1)
            actor, command = _act(rng, model)
            if command is None:
                break
            for event in decide(state, command, Facts(now=now, calendar=CALENDAR, actor_id=actor)):
                told.append((now, event))
                state = evolve(state, event)
            if state.phase == Phase.SIGN_OFF:
                assert_explained(explain(state, told, now, CALENDAR), model)
                steps += 1
            elif state.phase == Phase.APPROVED:
                assert model.missing == 0
    count("explanations of signing against counting by hand", steps)
    assert steps > 150


def signing_rules(model: Signing) -> Policy:
    order = "in_turn" if model.in_turn else "at_once"
    return policy(sign={"needed": model.needed, "order": order})


def _act(rng: Random, model: Signing) -> tuple[str, Any]:
    """Somebody signs, leaves for a conflict of interest, or hands their signature over."""
    here = [one for one in model.unsigned if one not in model.deputies]
    what = rng.choice(("sign", "sign", "recuse", "delegate"))
    if what == "recuse" and here and len(model.signers) > 1:
        person = rng.choice(here)
        model.signers.remove(person)
        model.gone.append(person)
        return person, Recuse(person_id=person, note=NOTE)
    if what == "delegate" and here and not model.deputies:
        person = rng.choice(here)
        model.deputies[person] = "deputy"
        return person, Delegate(person_id=person, deputy_id="deputy", note=NOTE)
    if not model.awaited:
        return "", None
    actor = rng.choice(model.awaited)
    seat = next((person for person, deputy in model.deputies.items() if deputy == actor), actor)
    model.signed.append(seat)
    return actor, Sign(revision_id=HEAD.revision_id, text_hash=HEAD.text_hash)


def test_signing_of_the_whole_is_explained_as_it_is_at_every_step(count: Callable[..., None]) -> None:
    steps = 0
    for seed in range(100):
        rng = Random(seed)
        leaders = ("gleb", "anna", "boris")
        model = Signing(list(leaders), rng.choice((None, 1, 2, 3)), rng.random() < 0.6)
        rules = signing_rules(model)
        state = signing_of_document(rules).model_copy(update={"approvers": leaders, "signers": leaders})
        opened = phase(rules, "sign_off")
        told: list[Any] = [(OPENED, CandidateOpened(candidate=CANDIDATE, signers=leaders, **opened))]
        now = OPENED
        while state.phase == DocumentPhase.SIGNING:
            now += timedelta(hours=1)
            actor, command = _act_on_whole(rng, model)
            for event in decide_document(state, command, DocumentFacts(now=now, calendar=CALENDAR, actor_id=actor)):
                told.append((now, event))
                state = evolve_document(state, event)
            if state.phase == DocumentPhase.SIGNING:
                assert_explained(explain_document(state, told, now, CALENDAR), model)
                steps += 1
        assert model.missing == 0
    count("explanations of signing against counting by hand", steps)
    assert steps > 100


def _act_on_whole(rng: Random, model: Signing) -> tuple[str, Any]:
    here = [one for one in model.unsigned if one not in model.deputies]
    if here and not model.deputies and rng.random() < 0.3:
        person = rng.choice(here)
        model.deputies[person] = "deputy"
        return person, DelegateSignature(person_id=person, deputy_id="deputy", note=NOTE)
    actor = rng.choice(model.awaited)
    seat = next((person for person, deputy in model.deputies.items() if deputy == actor), actor)
    model.signed.append(seat)
    return actor, SignDocument(candidate_hash=CANDIDATE.hash)


def test_round_with_carried_verdicts_and_conflicts_is_explained_as_it_is_counted(count: Callable[..., None]) -> None:
    checked = 0
    for number, combination in enumerate(COMBINATIONS * 3):
        rng = Random(number)
        if combination[3] == "organisation" or combination[4]:
            continue  # nobody here speaks for an organisation or sits in a body
        rule = random_rule(combination, rng)
        voters = SIGNERS
        ballot = {one: Voter("", (), ".") for one in voters}
        rules = policy(vote=rule.model_dump()).model_copy(update={"answers": "optional"})
        carried = tuple(
            EarlierVerdict(person_id=one, verdict=rng.choice(list(Verdict)), judged_id="r1", change="typography")
            for one in rng.sample(voters, rng.randint(0, 2))
        )
        opening = RoundOpened(
            round=2, revision_id=HEAD.revision_id, voters=voters, carried=carried, **phase(rules, "review")
        )
        state = evolve(section(rules, Phase.DRAFTING), opening)
        for one in carried:
            ballot[one.person_id] = Voter("", (), LETTERS[one.verdict])
        told: list[tuple[datetime, Any]] = [(OPENED, opening)]
        standing, gone = {one.person_id for one in carried}, list[str]()
        for step in range(5):
            now = OPENED + timedelta(hours=step + 1)
            person = rng.choice(voters)
            if person in gone or person not in ballot:
                continue
            command: Any = GiveVerdict(revision_id=HEAD.revision_id, verdict=rng.choice(list(Verdict)), note=NOTE)
            if rng.random() < 0.25 and len(ballot) > 1:
                command = Recuse(person_id=person, note=NOTE)
                del ballot[person]
                gone.append(person)
            else:
                ballot[person] = Voter("", (), LETTERS[command.verdict])
            standing.discard(person)
            for event in decide(state, command, Facts(now=now, calendar=CALENDAR, actor_id=person)):
                told.append((now, event))
                state = evolve(state, event)
            if state.phase != Phase.REVIEW:
                assert certain_result(rule, ballot) != "open", (rule, ballot)
                break
            facts = explain(state, told, now, CALENDAR)
            assert facts.tally is not None
            assert facts.tally.status == certain_result(rule, ballot) == "open", (rule, ballot)
            assert set(facts.tally.silent_persons) == {one for one, vote in ballot.items() if vote.letter == "."}
            assert set(facts.carried) == standing
            assert [one.person_id for one in facts.left] == gone
            assert [one.base for one in facts.left][-1:] == ([len(ballot)] if gone else [])
            checked += 1
    count("explanations of rounds against counting by hand", checked)
    assert checked > 100
