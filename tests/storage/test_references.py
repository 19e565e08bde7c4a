"""The reference lists are whole: every code once, in both languages, and the code's own vocabulary is theirs."""

from collections import Counter
from collections.abc import Callable
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from schemas.problems import Refused
from schemas.reference import BodyKind, District, Office, ReferenceList, StakeholderKind
from storage.references import references, region

LISTS: tuple[ReferenceList, ...] = get_args(ReferenceList)


@pytest.mark.parametrize("name", LISTS)
def test_list_names_every_code_once_in_both_languages(name: ReferenceList, count: Callable[..., None]) -> None:
    entries = references(name)
    count("reference entries", len(entries))
    assert len({one.code for one in entries}) == len(entries)
    assert all(one.ru.strip() and one.en.strip() for one in entries)


def test_codes_in_the_code_are_those_of_the_lists() -> None:
    for name, codes in (
        ("stakeholder-kinds", StakeholderKind),
        ("districts", District),
        ("body-kinds", BodyKind),
        ("offices", Office),
    ):
        assert get_args(codes) == tuple(one.code for one in references(name))  # type: ignore[arg-type]


def test_ten_kinds_eight_districts_and_eighty_nine_subjects() -> None:
    assert [len(references(name)) for name in ("stakeholder-kinds", "districts", "regions")] == [10, 8, 89]


def test_subjects_lie_in_their_districts_and_zones() -> None:
    regions = references("regions")
    assert Counter(one.district for one in regions) == {
        "central": 18, "volga": 14, "northwestern": 11, "far_eastern": 11, "siberian": 10, "southern": 8,
        "north_caucasian": 7, "ural": 6, "": 4,
    }  # fmt: skip
    without = {one.code for one in regions if not one.district}
    assert without == {"90", "93", "94", "95"}
    assert {one.code for one in regions if one.remark_ru and one.remark_en} == without
    assert all(ZoneInfo(one.zone or "") for one in regions)
    numbered = [one.iso for one in regions if one.iso]
    assert len(numbered) == len(set(numbered)) == 83, "ISO 3166-2:RU has 83 subjects"


@pytest.mark.parametrize(
    ("code", "iso", "name", "zone"),
    [
        ("39", "RU-KGD", "Калининградская область", "Europe/Kaliningrad"),
        ("41", "RU-KAM", "Камчатский край", "Asia/Kamchatka"),
        ("77", "RU-MOW", "Москва", "Europe/Moscow"),
        ("16", "RU-TA", "Республика Татарстан", "Europe/Moscow"),
    ],
)
def test_region_is_found_by_its_code(code: str, iso: str, name: str, zone: str) -> None:
    found = region(code)
    assert (found.iso, found.ru, found.zone) == (iso, name, zone)


@pytest.mark.parametrize("code", ["", "00", "1", "RU-MOW"])
def test_unknown_region_is_refused(code: str) -> None:
    with pytest.raises(Refused, match="region_unknown"):
        region(code)
