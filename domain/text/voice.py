"""What is done by somebody, said as somebody doing it: «Сборник издаётся музеем» as «Музей издаёт сборник»."""

from collections.abc import Sequence

from domain.text.morphology import active_form, in_case, readings
from domain.text.units import Unit

# With these the instrumental names what somebody becomes, not who does it.
_MAKE_SOMETHING = frozenset(
    [
        "называть",
        "назвать",
        "именовать",
        "считать",
        "признать",
        "признавать",
        "избрать",
        "избирать",
        "назначить",
        "назначать",
        "выбрать",
        "выбирать",
        "утвердить",
        "утверждать",
        "объявить",
        "объявлять",
        "представить",
        "представлять",
        "делать",
        "сделать",
        "являть",
        "становить",
        "оказать",
        "определить",
        "определять",
        "выдвинуть",
        "выдвигать",
        "рекомендовать",
        "провозгласить",
        "поставить",
        "оставить",
        "образовать",
    ]
)
_ADJECTIVES = frozenset({"ADJF", "PRTF"})
_BEEN = frozenset(["был", "была", "было", "были"])
_JOINING = frozenset(["и", "или", "либо"])


def in_active_voice(units: Sequence[Unit]) -> list[Unit] | None:
    """The units with the one passive verb made active; None where who does it and what is done to is not plain."""
    verbs = [place for place in range(len(units)) if _base(units[place])]
    if len(verbs) != 1:
        return None
    verb = verbs[0]
    before, after = list(units[:verb]), list(units[verb + 1 :])
    if before and before[-1].low in _BEEN:
        before.pop()
    agent = _phrase(after, "ablt")
    if agent and _is_plain(before):
        return _said(units[verb], after[:agent], before, after[agent:])
    agent = _phrase(before, "ablt")
    if agent and agent == len(before):
        patient = _phrase(after, "nomn")
        return _said(units[verb], before, after[:patient], after[patient:]) if patient else None
    return None


def _said(verb: Unit, agent: list[Unit], patient: list[Unit], rest: list[Unit]) -> list[Unit] | None:
    subject = _head(agent, "ablt")
    form = active_form(verb.low, _base(verb), agent[subject].low)
    acting, acted = _recased(agent, "ablt", "nomn"), _recased(patient, "nomn", "accs")
    return [*acting, verb._replace(low=form), *acted, *rest] if form and acting and acted else None


def _base(unit: Unit) -> str:
    """The verb that a passive form is made of; empty for other words."""
    if " " in unit.low:
        return ""
    for reading in readings(unit.low):
        if reading.part == "PRTS" or (reading.part == "VERB" and reading.lemma.endswith("ся")):
            base = reading.lemma.removesuffix("ся")
            return "" if base in _MAKE_SOMETHING else base
    return ""


def _is_plain(units: Sequence[Unit]) -> bool:
    """Whether these are one noun in the nominative with what belongs to it."""
    return bool(units) and _phrase(units, "nomn") == len(units)


def _phrase(units: Sequence[Unit], case: str) -> int:
    """How many units, from the first on, are one noun in a case, with its adjectives and genitives; 0 for none."""
    head = _head(units, case)
    if head < 0:
        return 0
    end = head + 1
    while end < len(units) and _has(units[end], "gent") and not units[end].comma:
        end += 1
    joined = end < len(units) and (units[end].low in _JOINING or units[end].comma)
    return 0 if joined and case == "ablt" else end


def _head(units: Sequence[Unit], case: str) -> int:
    for place, unit in enumerate(units):
        if _has(unit, case, "NOUN"):
            return place
        if not (_has(unit, case, *_ADJECTIVES)):
            return -1
    return -1


def _has(unit: Unit, case: str, *parts: str) -> bool:
    return " " not in unit.low and any(
        reading.case == case and (not parts or reading.part in parts) for reading in readings(unit.low)
    )


def _recased(units: list[Unit], old: str, new: str) -> list[Unit]:
    """The noun and its adjectives in another case; empty where the dictionary has no such form."""
    head = _head(units, old)
    forms = [in_case(unit.low, old, new, units[head].low) for unit in units[: head + 1]]
    if not all(forms):
        return []
    return [*(unit._replace(low=form) for unit, form in zip(units, forms, strict=False)), *units[head + 1 :]]
