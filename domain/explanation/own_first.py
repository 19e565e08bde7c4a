"""What an explanation leaves out for who has to give their own opinion first."""

from schemas.explanation import Expected, Explanation


def own_first(facts: Explanation, person: str) -> Explanation:
    """The same without a count, and without whose turn it is or who will be told, but for the person themselves.

    `facts` are worked out from a state in which nobody else has said anything (`domain.opinions.own_part`).
    """
    known = (person, facts.coordinator_id)
    return facts.model_copy(
        update={
            "own_first": True,
            "rule": None,
            "tally": None,
            "waiting_for": "verdict",
            "turns": tuple(turn for turn in facts.turns if turn.person_id == person),
            "decides_from": None,
            "may_vote": (),
            "expected": tuple(_expected(step, known) for step in facts.expected),
        }
    )


def _expected(step: Expected, known: tuple[str, ...]) -> Expected:
    told = tuple(one for one in step.told if one in known)
    return step.model_copy(update={"told": told, "leads_to": ""})
