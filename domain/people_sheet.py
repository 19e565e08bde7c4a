"""`read_people`: which columns a list of people has, in any order and in either language, and its rows."""

import unicodedata
from collections.abc import Sequence

from schemas.people_import import Column, PeopleSheet, SheetRow
from schemas.problems import Refused

HEADINGS: dict[Column, tuple[str, ...]] = {
    "name": ("фио", "фамилия имя отчество", "фамилия имя", "имя и фамилия", "участник", "name", "full name"),
    "family_name": ("фамилия", "last name", "surname", "family name"),
    "given_name": ("имя", "first name", "given name"),
    "patronymic": ("отчество", "patronymic", "middle name"),
    "email": ("почта", "эл почта", "электронная почта", "адрес электронной почты", "адрес почты", "email", "mail"),
    "phone": ("телефон", "тел", "мобильный телефон", "контактный телефон", "phone", "mobile", "telephone"),
    "organisation": ("организация", "землячество", "место работы", "organisation", "organization", "company"),
    "region": ("регион", "субъект", "субъект рф", "субъект федерации", "region"),
    "kind": ("категория", "категория участника", "вид участника", "stakeholder kind", "kind", "category"),
    "position": ("должность", "должность в организации", "position", "job title", "title"),
    "body": ("орган", "группа", "рабочая группа", "совет", "body", "group"),
    "office": ("должность в органе", "роль в органе", "роль", "office", "role"),
}
"""What a column may be called, without case, dots and hyphens."""

_BY_HEADING = {heading: column for column, headings in HEADINGS.items() for heading in headings}
_FIRST_ROWS = 10
"""The headings stand in one of these; what is above them is the title of the list."""

_FORMULA = "=+-@\t\r"


def read_people(cells: Sequence[Sequence[str]]) -> PeopleSheet:
    """The people of a table of cells. Phones are recognised so that they can be left out: none is kept.

    Raises Refused("sheet_without_columns") where no row names a column of addresses and one of names.
    """
    for place, headings in enumerate(cells[:_FIRST_ROWS]):
        columns = _columns(headings)
        if "email" in columns.values() and {"name", "family_name"} & set(columns.values()):
            rows = [
                _row(number, row, columns)
                for number, row in enumerate(cells[place + 1 :], start=place + 2)
                if any(clean(cell)[0] for cell in row)
            ]
            named = {clean(headings[at])[0]: column for at, column in columns.items() if column != "phone"}
            rest = [clean(heading)[0] for at, heading in enumerate(headings) if columns.get(at, "phone") == "phone"]
            return PeopleSheet(columns=named, ignored=tuple(one for one in rest if one), rows=tuple(rows))
    raise Refused("sheet_without_columns")


def clean(cell: str) -> tuple[str, bool]:
    """A cell's text on one line without what begins a formula; and whether it began like one.

    A spreadsheet that this text is once written to would carry the formula out (CSV injection, OWASP).
    """
    line = " ".join(unicodedata.normalize("NFC", cell).split())
    shown = "".join(one for one in line if unicodedata.category(one) not in ("Cc", "Cf", "Cs"))
    text = shown.lstrip(_FORMULA + " ")
    return text, bool(text) and text != shown.strip()


def _columns(headings: Sequence[str]) -> dict[int, Column]:
    """What each place in the row holds, the first of two columns of one kind."""
    found: dict[int, Column] = {}
    for place, heading in enumerate(headings):
        plain = " ".join(clean(heading)[0].casefold().replace("ё", "е").replace("-", "").translate(_MARKS).split())
        column = _BY_HEADING.get(plain) or _BY_HEADING.get(plain.replace(" ", ""))
        if column is not None and column not in found.values():
            found[place] = column
    return found


_MARKS = str.maketrans(dict.fromkeys(".,:;*()/", " "))


def _row(number: int, row: Sequence[str], columns: dict[int, Column]) -> SheetRow:
    cleaned = {column: clean(row[at]) for at, column in columns.items() if at < len(row) and column != "phone"}
    texts = {column: text for column, (text, _) in cleaned.items()}
    parts = [texts.pop(column, "") for column in ("family_name", "given_name", "patronymic")]
    name = texts.pop("name", "") or " ".join(part for part in parts if part)
    defused = any(changed for _, changed in cleaned.values())
    return SheetRow.model_validate({"number": number, "name": name, "defused": defused, **texts})
