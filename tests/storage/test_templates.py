import pytest

from schemas.problems import PROBLEMS, Refused
from storage.templates import SHIPPED, template


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_template_is_whole_in_both_languages(name: str) -> None:
    shipped = template(name)
    assert shipped.name == name
    assert [section.number for section in shipped.sections] == list(range(1, len(shipped.sections) + 1))
    words = [shipped.title, *(part for one in shipped.sections for part in (one.title, one.brief))]
    assert all(wording.ru.strip() and wording.en.strip() for wording in words)
    assert all(1 <= base < section.number for section in shipped.sections for base in section.bases)


def test_strategy_rests_its_goals_on_analysis_and_its_indicators_on_goals() -> None:
    bases = {section.number: section.bases for section in template("development-strategy").sections}
    assert bases == {1: (), 2: (1,), 3: (), 4: (), 5: (), 6: (2, 3, 4)}


def test_experts_on_a_strategy_give_their_own_opinion_first() -> None:
    assert template("development-strategy").opinions == "own_first"


@pytest.mark.parametrize("name", ["", "no-such", "../problems/process"])
def test_unknown_template_is_refused(name: str) -> None:
    with pytest.raises(Refused) as refused:
        template(name)
    assert refused.value.code == "template_unknown"
    assert "development-strategy" in PROBLEMS["template_unknown"].ru.format(**refused.value.facts)
