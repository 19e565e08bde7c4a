"""Who does the work of a plan, and what comes into being with it, by its words."""

import pytest

from domain.plan.bodies import bodies_in, formed_in, in_charge

FORMS = {
    "Сформировать рабочую группу разработки Стратегии": "рабочую группу",
    "Создание экспертного совета": "экспертного совета",
    "Избрать оргкомитет форума": "оргкомитет",
    "Утвердить состав ревизионной комиссии": "ревизионной комиссии",
    "Set up the working group": "working group",
    "Создать сайт рабочей группы": "",
    "Провести заседание рабочей группы": "",
    "Собрать отчёты": "",
}
ACTS = {
    "Рабочей группе собрать отчёты": "Рабочей группе",
    "В рамках анализа опыта рабочей группе необходимо собрать отчёты": "рабочей группе",
    "По итогам сессии редакционная группа разработает проект": "редакционная группа",
    "Направить материалы в редакционную группу": "",
    "Собрать отчёты (материалы получит рабочая группа)": "",
    "Подготовить встречу для рабочей группы": "",
    "Собрать отчёты": "",
}


@pytest.mark.parametrize("title", FORMS)
def test_title_says_which_body_is_formed(title: str) -> None:
    assert formed_in(title) == FORMS[title]


@pytest.mark.parametrize("title", ACTS)
def test_title_says_who_acts(title: str) -> None:
    assert in_charge(title) == ACTS[title]


def test_cases_of_one_name_have_one_key() -> None:
    keys = {
        phrase.key for words in ("рабочую группу", "рабочей группе", "Рабочая группа") for phrase in bodies_in(words)
    }
    assert len(keys) == 1
