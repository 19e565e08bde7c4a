"""The map of rights is well formed, and the relations that follow from a role."""

import re

import pytest

from domain.rights import RIGHTS, Relation, relations_of
from schemas.actor import ANONYMOUS, SYSTEM, Actor, Scope


def test_operations_are_named_family_dot_verb_and_allow_somebody() -> None:
    assert [name for name in RIGHTS if not re.fullmatch(r"[a-z]+\.[a-z_]+", name)] == []
    assert [name for name, right in RIGHTS.items() if not right.who] == []


def test_nothing_is_open_to_anyone_but_reading_what_is_public_and_signing_in() -> None:
    opened = {name for name, right in RIGHTS.items() if Relation.ANYONE in right.who}
    assert opened == {
        "answers.read",
        "answers.undo",
        "mail.receive",
        "consent.read",
        "editions.file",
        "editions.latest",
        "editions.list",
        "editions.read",
        "feeds.read",
        "guest.comment",
        "guest.open",
        "guest.read",
        "guest.renew",
        "guest.text",
        "guest.verdict",
        "guest.resolve",
        "guest.uphold",
        "health.live",
        "health.ready",
        "invitations.accept",
        "links.read",
        "openapi.read",
        "problems.list",
        "sessions.ask_link",
        "sessions.sign_in",
        "sessions.sign_in_by_link",
    }


def test_signing_and_verdicts_are_for_those_appointed_only() -> None:
    appointed = {Relation.APPROVER, Relation.LEADER, Relation.REVIEWER}
    names = ("sections.verdict", "sections.sign", "sections.decline", "documents.sign", "documents.decline")
    assert {name: RIGHTS[name].who <= appointed for name in names} == dict.fromkeys(names, True)


def test_administration_is_the_scope_of_people_and_keys() -> None:
    families = {name.partition(".")[0] for name, right in RIGHTS.items() if right.scope is Scope.ADMIN}
    assert families == {
        "people",
        "channels",
        "feeds",
        "notes",
        "invitations",
        "sessions",
        "tokens",
        "organisations",
        "bodies",
        "calendar",
    }


@pytest.mark.parametrize(
    ("actor", "relations"),
    [
        (ANONYMOUS, {"anyone"}),
        (Actor(id="1", role="member"), {"anyone", "signed_in"}),
        (Actor(id="1", role="coordinator"), {"anyone", "signed_in", "convener"}),
        (Actor(id="1", role="administrator"), {"anyone", "signed_in", "administrator"}),
        (SYSTEM, {"anyone", "signed_in", "administrator"}),
    ],
)
def test_relations_follow_from_the_role(actor: Actor, relations: set[str]) -> None:
    assert relations_of(actor) == relations
