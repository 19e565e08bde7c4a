"""The people of the story of agreement: experts of five kinds, an association, and who leads the work."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NamedTuple

from demo.client import Address, Person

PASSWORD = "длинный и небрежный пароль"
_AT_ONCE = 2


class Player(NamedTuple):
    """One person: what they are called, the kind of their organisation, and their role in the installation."""

    name: str
    kind: str
    role: str = "member"


EXPERTS = {
    "vera": Player("Вера Ветрова", "host_region"),
    "ivan": Player("Иван Камышов", "host_region"),
    "sofia": Player("София Речная", "home_region"),
    "oleg": Player("Олег Дальний", "home_region"),
    "tamara": Player("Тамара Лавочкина", "business"),
    "roman": Player("Роман Вестник", "media"),
    "klara": Player("Клара Музейная", "public_institution"),
}
"""The seven experts, of five kinds."""

INSIDE = {
    "head": Player("Глава Степной", "association"),
    "first": Player("Ксения Степная", "association"),
    "second": Player("Юрий Степной", "association"),
}
"""The association: who speaks for it, and two members."""

STAFF = {
    "coordinator": Player("Марина Полевая", "community", "coordinator"),
    "editor": Player("Павел Лугов", "community"),
    "signer": Player("Степан Горный", "community"),
    "leader": Player("Лидия Поречная", "community"),
}
CAST = {**EXPERTS, **INSIDE, **STAFF}
GUEST = "Пётр Сторонний"


def email_of(key: str) -> str:
    """The address of a person; example.org belongs to nobody (RFC 2606)."""
    return f"{key}@example.org"


@dataclass(frozen=True)
class Company:
    """Everybody signed in, and the association's id."""

    people: dict[str, Person]
    association: str

    def ids(self, keys: Any) -> list[str]:
        """The ids of these people."""
        return [self.people[key].id for key in keys]


def gathered(address: Address, administrator: Person) -> Company:
    """Have the administrator let everybody in; they sign in with passwords of their own."""
    organisations = {
        kind: administrator.do("POST", "/organisations", {"name": f"Организация {kind}", "kind": kind})["id"]
        for kind in sorted({who.kind for who in CAST.values()})
    }

    def let_in(key: str) -> Person:
        who = CAST[key]
        form = {"email": email_of(key), "name": who.name, "role": who.role, "password": PASSWORD}
        administrator.do("POST", "/people", {**form, "organisation_id": organisations[who.kind]})
        return address.sign_in(email_of(key), PASSWORD)

    with ThreadPoolExecutor(_AT_ONCE) as several:
        people = dict(zip(CAST, several.map(let_in, CAST), strict=True))
    body = administrator.do("POST", "/bodies", {"name": "Землячество Степного края"})["id"]
    for key in INSIDE:
        office = {"office": "chair" if key == "head" else "member"}
        administrator.do("PUT", f"/bodies/{body}/members/{people[key].id}", office)
    return Company(people, body)
