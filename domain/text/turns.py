"""Other ways to say the same that words alone do not show; each turn rewrites one side, to be compared anew."""

from collections.abc import Callable, Iterator, Sequence

from domain.text.families import families_of
from domain.text.morphology import Reading, in_case, readings
from domain.text.units import Unit, concepts
from domain.text.voice import in_active_voice

_EMPTY_HEADS = frozenset(["вопрос", "процесс", "дело", "сфера", "область", "проблема", "принцип", "тема"])
_PRONOUNS = {"он": ("sing", "masc"), "она": ("sing", "femn"), "оно": ("sing", "neut"), "они": ("plur", "")}
_THINK = {"sing": "считает", "plur": "считают"}
_AND = frozenset(["и", "или"])

Units = Sequence[Unit]


def turns(old: Units, new: Units) -> Iterator[tuple[list[Unit], list[Unit]]]:
    """Both sides, with one of them or both said in another way, for every turn that has something to say."""
    for turn in _OF_ONE_SIDE:
        for first, second in ((turn(old), new), (old, turn(new))):
            if first is not None and second is not None:
                yield list(first), list(second)
    for of_both in _OF_BOTH_SIDES:
        both = of_both(old), of_both(new)
        if both != (list(old), list(new)):
            yield both


def _without_empty_heads(units: Units) -> list[Unit] | None:
    """«вопросам развития» as «развитию»: the noun says all that «вопросы» would."""
    for place, unit in enumerate(units[:-1]):
        cases = [reading for reading in readings(unit.low) if reading.lemma in _EMPTY_HEADS]
        follower = units[place + 1]
        if (
            not cases
            or unit.name
            or follower.name
            or not _is(follower, lambda r: r.part == "NOUN" and r.case == "gent")
        ):
            continue
        if cases[0].case == "gent":
            return [*units[:place], *units[place + 1 :]]
        form = in_case(follower.low, "gent", cases[0].case, follower.low)
        return [*units[:place], follower._replace(low=form), *units[place + 2 :]] if form else None
    return None


def _as_a_thought(units: Units) -> list[Unit] | None:
    """«по мнению совета» as «совет считает, что»."""
    lows = [unit.low for unit in units]
    for words in (["на", "взгляд"], ["по", "мнению"]):
        for place in range(len(lows) - 2):
            if lows[place : place + 2] != words:
                continue
            noun = units[place + 2]
            found = next((r for r in readings(noun.low) if r.part == "NOUN" and r.case == "gent"), None)
            form = in_case(noun.low, "gent", "nomn", noun.low)
            if found is None or not form:
                return None
            thought = [noun._replace(low=form), Unit(_THINK[found.number], "", noun.end, noun.end)]
            that = Unit("что", "", noun.end, noun.end)
            return [*units[:place], *thought, that, *units[place + 3 :]]
    return None


def _to_what_end(units: Units) -> list[Unit] | None:
    """«чтобы обеспечить» as «для обеспечить», which the noun of the act answers to."""
    for place, unit in enumerate(units[:-1]):
        if unit.low == "чтобы" and _is(units[place + 1], lambda reading: reading.part == "INFN"):
            return [*units[:place], unit._replace(low="для"), *units[place + 1 :]]
    return None


def _one_subject(units: Units) -> list[Unit] | None:
    """«Совет собирается. Он решает» as «Совет собирается и решает», if «он» can be nobody else."""
    for place, unit in enumerate(units):
        if unit.low not in _PRONOUNS or not place or place + 1 == len(units):
            continue
        subjects = [other for other in units[:place] if _is_meant(other, unit.low)]
        first = next((other for other in units[:place] if _is(other, _is_nominative)), None)
        if subjects == [first] and _is(units[place + 1], lambda reading: reading.part == "VERB"):
            joined = units[place - 1].low in {"затем", "и", "а", "потом"}
            middle = [] if joined else [unit._replace(low="и")]
            return [*units[:place], *middle, *units[place + 1 :]]
    return None


def _is_nominative(reading: Reading) -> bool:
    return reading.part in {"NOUN", "NPRO"} and reading.case == "nomn"


def _is_meant(unit: Unit, pronoun: str) -> bool:
    number, gender = _PRONOUNS[pronoun]
    return _is(
        unit,
        lambda reading: (
            reading.part in {"NOUN", "NPRO"}
            and (reading.case, reading.number) == ("nomn", number)
            and (reading.gender in {gender, "ms-f"} or number == "plur")
        ),
    )


def _without_the_town(units: Units) -> list[Unit] | None:
    """«в городе Туле» as «в Туле»."""
    for place, unit in enumerate(units[:-1]):
        if units[place + 1].name and not unit.name and _is(unit, lambda reading: reading.lemma == "город"):
            return [*units[:place], *units[place + 1 :]]
    return None


def _without_repeated_prepositions(units: Units) -> list[Unit]:
    """«с историей и с культурой» as «с историей и культурой»."""
    out: list[Unit] = []
    for place, unit in enumerate(units):
        again = (
            place >= 3 and units[place - 1].low in _AND and any(u.low == unit.low for u in units[place - 4 : place - 1])
        )
        if not (again and readings(unit.low)[0].part == "PREP"):
            out.append(unit)
    return out


def _without_doublets(units: Units) -> list[Unit]:
    """«систематизирован и упорядочен» as «упорядочен»: the second says what the first did."""
    out: list[Unit] = []
    for unit in units:
        if len(out) > 1 and out[-1].low == "и" and _groups(out[-2]) & _groups(unit) and not (unit.name or out[-2].name):
            del out[-2:]
        out.append(unit)
    return out


def _groups(unit: Unit) -> set[str]:
    return {concept for concept in concepts(unit) if concept.startswith("=")}


def _in_order(units: Units) -> list[Unit]:
    """The units with the members of lists, of which the order says nothing, sorted."""
    if any(unit.low == "соответственно" for unit in units):
        return list(units)
    out = list(units)
    for place, unit in enumerate(units):
        if unit.low in _AND:
            first = place - 1
            while first > 0 and units[first].comma:
                first -= 1
            members = [*units[first:place], *units[place + 1 : place + 2]]
            if _are_alike(members) and not _is_described(units, first, place + 2, members):
                ordered = sorted(members, key=_lemma)
                out[first : place + 2] = [*ordered[:-1], unit, ordered[-1]]
    return out


def _are_alike(members: Units) -> bool:
    """Whether the members of a list are single words of one kind and form."""
    if len(members) < 2 or any(member.name or " " in member.low or not member.low.isalpha() for member in members):
        return False
    if len({frozenset(reading.part for reading in readings(member.low)) for member in members}) > 1:
        return False
    kinds = [{_kind(reading) for reading in readings(member.low)} for member in members]
    return len({reading.part for reading in readings(members[0].low)}) == 1 and bool(set.intersection(*kinds) - {None})


def _kind(reading: Reading) -> tuple[str, ...] | None:
    if reading.part in {"NOUN", "ADJF"}:
        return (reading.part, reading.case)
    if reading.part in {"VERB", "INFN"} and reading.aspect == "impf":
        return (reading.part, reading.tense, reading.person)
    return None


def _is_described(units: Units, first: int, end: int, members: Units) -> bool:
    """Whether a word beside a list belongs to one of its members, so that the order says to which."""
    beside = {"ADJF", "PRTF", "NUMR", "ADVB"}
    if readings(members[0].low)[0].part not in {"VERB", "INFN"}:
        beside.add("NOUN")
    if first and _is(units[first - 1], lambda reading: reading.part in beside):
        return True
    grave = families_of([(member.text, False) for member in members])
    followed = end < len(units) and _is(units[end], lambda reading: reading.case == "gent")
    if readings(members[0].low)[0].part == "NOUN":
        return followed
    return bool(grave)


def _lemma(unit: Unit) -> str:
    return readings(unit.low)[0].lemma


def _is(unit: Unit, wanted: Callable[[Reading], bool]) -> bool:
    return any(wanted(reading) for reading in readings(unit.low))


_OF_ONE_SIDE: tuple[Callable[[Units], list[Unit] | None], ...] = (
    in_active_voice, _without_empty_heads, _as_a_thought, _to_what_end, _one_subject, _without_the_town,
)  # fmt: skip
_OF_BOTH_SIDES: tuple[Callable[[Units], list[Unit]], ...] = (
    _in_order, _without_repeated_prepositions, _without_doublets,
)  # fmt: skip
