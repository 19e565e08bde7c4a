"""Rules as the fields of a form, and back: what the form does not show stays as it is in the rules it began with."""

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from schemas.policy import Limit, PhaseRule, Policy, Step
from schemas.views.given_policy import GivenPolicy
from web.sending import Sent, Unfilled

PHASES = ("drafting", "review", "sign_off")
UNITS = ("working_days", "days", "weeks", "months")
_TRUE = "true"
KEPT = "kept"
"""The unit that leaves a limit as it is: one that is an exact instant or a duration."""
SPARE = 2
"""So many empty rows for reminders and steps stand under those that are there."""
_POLICY: TypeAdapter[Policy] = TypeAdapter(GivenPolicy)

Fields = dict[str, str | list[str]]


def fields_of(policy: Policy) -> Fields:
    """The rules as the form shows them."""
    found: Fields = {
        "vote_kind": policy.vote.kind,
        "vote_count": str(policy.vote.count or ""),
        "vote_part": str(policy.vote.share.numerator if policy.vote.share else ""),
        "vote_whole": str(policy.vote.share.denominator if policy.vote.share else ""),
        "vote_base": policy.vote.base,
        "vote_minimum": str(policy.vote.minimum),
        "sign_needed": str(policy.sign.needed or ""),
        "sign_order": policy.sign.order,
        "vote_abstentions": policy.vote.abstentions,
        "vote_voice": policy.vote.voice,
        "vote_per_body": _TRUE if policy.vote.per_body else "",
        "opinions": policy.opinions,
        "answers": policy.answers,
        "publish_dissent": _TRUE if policy.publish_dissent else "",
    }
    for place, one in enumerate(policy.vote.weights):
        found |= {f"vote_weight_{place}_of": one.of, f"vote_weight_{place}_weight": str(one.weight)}
    carry, limit = policy.carry_over, policy.carry_over.wording_limit if policy.carry_over else None
    found |= {
        "carry_over_up_to": carry.up_to if carry else "",
        "carry_part": str(limit.numerator if limit else ""),
        "carry_whole": str(limit.denominator if limit else ""),
    }
    found |= _limit_fields("uphold_within", policy.uphold_within) if policy.uphold_within else {"uphold_within": ""}
    for phase in PHASES:
        rule: PhaseRule = getattr(policy, phase)
        found |= _limit_fields(f"{phase}_limit", rule.limit)
        for place, reminder in enumerate(rule.reminders):
            found |= _limit_fields(f"{phase}_reminder_{place}", reminder)
        for place, step in enumerate(rule.ladder):
            found |= _step_fields(f"{phase}_step_{place}", step)
    return found


def rows_of(policy: Policy) -> dict[str, tuple[range, range]]:
    """Of each phase, the places of its reminders and of its steps in the form."""
    return {
        phase: (range(len(rule.reminders) + SPARE), range(len(rule.ladder) + SPARE))
        for phase in PHASES
        for rule in [getattr(policy, phase)]
    }


def weights_of(policy: Policy) -> range:
    """The places of weights in the form."""
    return range(len(policy.vote.weights) + SPARE)


def policy_of(sent: Sent, begun: Policy) -> Policy:
    """The rules that a form sent, begun from others. Raises Unfilled."""
    whole = begun.model_dump(mode="json", exclude_none=True)
    for phase in PHASES:
        whole[phase] = _phase(sent, phase, getattr(begun, phase))
    kind = sent.one("vote_kind")
    vote = {name: value for name, value in whole["vote"].items() if name not in ("count", "share")}
    if kind == "at_least":
        vote["count"] = sent.one("vote_count")
    if kind == "share":
        vote["share"] = {"numerator": sent.one("vote_part"), "denominator": sent.one("vote_whole")}
    whole["vote"] = vote | {
        "kind": kind,
        "base": sent.one("vote_base"),
        "abstentions": sent.one("vote_abstentions"),
        "voice": sent.one("vote_voice"),
        "per_body": sent.one("vote_per_body") == _TRUE,
        "minimum": sent.one("vote_minimum") or 1,
        "weights": _weights(sent),
    }
    whole["carry_over"] = _carry_over(sent)
    whole["publish_dissent"] = sent.one("publish_dissent") == _TRUE
    whole["sign"] = {"needed": sent.one("sign_needed") or None, "order": sent.one("sign_order")}
    whole |= {"opinions": sent.one("opinions"), "answers": sent.one("answers")}
    whole["uphold_within"] = _limit(sent, "uphold_within", begun.uphold_within)
    try:
        return _POLICY.validate_python(whole)
    except ValidationError as error:
        raise Unfilled([{**one, "loc": (_field_of(one["loc"]),)} for one in error.errors()]) from None


def _weights(sent: Sent) -> list[dict[str, Any]]:
    rows = [f"vote_weight_{place}" for place in range(len(sent.fields))]
    return [{"of": of, "weight": sent.one(f"{row}_weight") or 1} for row in rows if (of := sent.one(f"{row}_of"))]


def _carry_over(sent: Sent) -> dict[str, Any] | None:
    up_to = sent.one("carry_over_up_to")
    if not up_to:
        return None
    share = {"numerator": sent.one("carry_part"), "denominator": sent.one("carry_whole")}
    return {"up_to": up_to, "wording_limit": share if up_to == "wording" else None}


def _field_of(where: Sequence[Any]) -> str:
    """The field of the form that a place in the rules is shown by, or the nearest."""
    names = {"reminders": "reminder", "ladder": "step", "weights": "weight"}
    parts = [names.get(str(one), str(one)) for one in where if one not in UNITS and one != "after"]
    return "_".join(parts)


def _phase(sent: Sent, phase: str, begun: PhaseRule) -> dict[str, Any]:
    most = len(sent.fields)
    reminders = [_limit(sent, f"{phase}_reminder_{place}", _at(begun.reminders, place)) for place in range(most)]
    steps = [_step(sent, f"{phase}_step_{place}", _at(begun.ladder, place)) for place in range(most)]
    return {
        "limit": _limit(sent, f"{phase}_limit", begun.limit) or {},
        "reminders": [one for one in reminders if one is not None],
        "ladder": [one for one in steps if one is not None],
    }


def _at(row: Sequence[Any], place: int) -> Any:
    return row[place] if place < len(row) else None


def _limit(sent: Sent, name: str, begun: Limit | None) -> dict[str, Any] | None:
    """A limit as it was typed; None where none was."""
    unit, number = sent.one(f"{name}_unit"), sent.one(name).strip()
    if unit == KEPT and begun is not None:
        return begun.model_dump(mode="json", exclude_none=True)
    return {unit if unit in UNITS else UNITS[0]: number} if number else None


def _step(sent: Sent, name: str, begun: Step | None) -> dict[str, Any] | None:
    after = _limit(sent, name, begun.after if begun else None)
    if after is None:
        return None
    outcome = sent.one(f"{name}_outcome")
    step: dict[str, Any] = {"after": after, "tell": sent.many(f"{name}_tell"), "outcome": outcome or None}
    if outcome == "extend":
        step["by"] = _limit(sent, f"{name}_by", begun.by if begun else None)
    return step


def _limit_fields(name: str, limit: Limit) -> Fields:
    for unit in UNITS:
        number = getattr(limit, unit)
        if number is not None:
            return {name: str(number), f"{name}_unit": unit}
    return {name: "", f"{name}_unit": KEPT}


def _step_fields(name: str, step: Step) -> Fields:
    found: Fields = {f"{name}_tell": list(step.tell), f"{name}_outcome": step.outcome or ""}
    found |= _limit_fields(name, step.after)
    return found | (_limit_fields(f"{name}_by", step.by) if step.by is not None else {})
