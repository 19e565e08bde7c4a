"""The check of rights: by relation, by scope, and with the refusal that fits."""

import pytest

from domain.rights import Relation
from schemas.actor import ANONYMOUS, Actor, Scope
from schemas.problems import Refused
from services.rights import may, permit

MEMBER = Actor(id="1", role="member")
READER = Actor(id="1", role="member", scopes=frozenset({Scope.READ}))
WRITER = Actor(id="1", role="member", scopes=frozenset({Scope.WRITE}))


@pytest.mark.parametrize(
    ("operation", "actor", "relations", "code"),
    [
        ("sections.verdict", ANONYMOUS, {Relation.REVIEWER}, "sign_in_required"),
        ("sections.verdict", MEMBER, {Relation.REVIEWER}, None),
        ("sections.verdict", MEMBER, {Relation.EDITOR, Relation.PARTICIPANT}, "hidden"),
        ("sections.verdict", MEMBER, set(), "hidden"),
        ("sections.verdict", READER, {Relation.REVIEWER}, "scope_missing"),
        ("sections.verdict", WRITER, {Relation.REVIEWER}, None),
        ("editions.read", ANONYMOUS, set(), None),
        ("editions.read", WRITER, set(), None),
        ("people.list", WRITER, set(), "scope_missing"),
        ("people.add", Actor(id="2", role="administrator"), set(), None),
        ("people.add", Actor(id="2", role="coordinator"), set(), "hidden"),
    ],
)
def test_operation_is_permitted_or_refused_with_its_code(
    operation: str, actor: Actor, relations: set[Relation], code: str | None
) -> None:
    try:
        permit(operation, actor, relations, refusal="hidden")
        refused = None
    except Refused as refusal:
        refused = refusal.code
    assert refused == code


def test_may_tells_without_refusing() -> None:
    assert may("sections.sign", MEMBER, {Relation.APPROVER})
    assert not may("sections.sign", MEMBER, {Relation.EDITOR})
