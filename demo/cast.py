"""Who takes part in the story: invented people, their organisations and bodies."""

from typing import NamedTuple


class Role(NamedTuple):
    """One person of the cast; `organisation` and `body` name entries of the tables below."""

    name: str
    position: str
    organisation: str
    body: str
    role: str = "member"


ORGANISATIONS = {
    "lake": ("Землячество Приозёрного края", "association"),
    "river": ("Землячество Заречья", "association"),
    "institute": ("Институт северных рек", "public_institution"),
    "union": ("Содружество землячеств", "community"),
}

BODIES = {
    "editors": ("Редакционная группа", "editorial_group", "Пишет разделы и отвечает на замечания"),
    "experts": ("Расширенный экспертный совет", "expert_council", "Согласует разделы"),
    "leaders": ("Руководство", "leadership", "Утверждает разделы и документ в целом"),
}

CAST = {
    "marina": Role("Марина Полевая", "Ответственный секретарь", "union", "editors", "coordinator"),
    "pavel": Role("Павел Лугов", "Редактор", "lake", "editors"),
    "irina": Role("Ирина Озёрная", "Редактор", "river", "editors"),
    "gleb": Role("Глеб Верстов", "Редактор", "river", "editors"),
    "olga": Role("Ольга Мостовая", "Редактор", "lake", "editors"),
    "darya": Role("Дарья Береговая", "Историк", "institute", "experts"),
    "timur": Role("Тимур Скалов", "Экономист", "institute", "experts"),
    "nina": Role("Нина Подлесная", "Советник", "river", "experts"),
    "fyodor": Role("Фёдор Тихий", "Юрист", "lake", "experts"),
    "stepan": Role("Степан Горный", "Председатель", "union", "leaders"),
    "lidia": Role("Лидия Поречная", "Сопредседатель", "union", "leaders"),
}

CHAIRS = {"experts": "darya", "leaders": "stepan", "editors": "marina"}


def email_of(key: str) -> str:
    """The address of a person of the cast; example.org belongs to nobody (RFC 2606)."""
    return f"{key}@example.org"
