"""A list of people as it was read from a file, and what may be said about each of its rows."""

from typing import Literal

from pydantic import Field

from schemas.frozen import Frozen

Column = Literal[
    "name",
    "family_name",
    "given_name",
    "patronymic",
    "email",
    "phone",
    "organisation",
    "region",
    "kind",
    "position",
    "body",
    "office",
]


class SheetRow(Frozen):
    """One person as the file has them: texts of its cells, cleaned; `number` is the row's, from 1.

    `defused` says that a cell began like a formula and lost that beginning.
    """

    number: int
    name: str = ""
    email: str = ""
    organisation: str = ""
    region: str = ""
    kind: str = ""
    position: str = ""
    body: str = ""
    office: str = ""
    defused: bool = False


class PeopleSheet(Frozen):
    """A file's people; `columns` tells what each heading was taken for, `ignored` names the rest."""

    columns: dict[str, str]
    ignored: tuple[str, ...]
    rows: tuple[SheetRow, ...]


class Reason(Frozen):
    """Why a row is wrong, or what to know about one that is not; `facts` fill the sentence."""

    code: str
    facts: dict[str, str] = Field(default_factory=dict)


class JudgedRow(Frozen):
    """A row with its codes looked up: whether it is new, known or wrong, and why."""

    number: int
    status: Literal["new", "known", "wrong"]
    name: str
    email: str
    organisation: str
    region: str
    kind: str
    position: str
    body: str
    body_id: str | None
    office: str
    reasons: tuple[Reason, ...]


REASONS: dict[str, tuple[str, str]] = {
    "email_missing": ("Нет адреса почты.", "There is no e-mail address."),
    "email_bad": ("Адрес почты написан неверно: {email}.", "The e-mail address is not well formed: {email}."),
    "email_mixed": (
        "В адресе почты смешаны русские и латинские буквы: {email}. Наберите его заново.",
        "The e-mail address mixes Cyrillic and Latin letters: {email}. Type it anew.",
    ),
    "email_double": ("Этот адрес уже стоит в строке {number}.", "This address stands in row {number} already."),
    "name_missing": ("Нет имени.", "There is no name."),
    "text_too_long": ("Слишком длинный текст в столбце {column}.", "The text in column {column} is too long."),
    "region_unknown": (
        "Такого региона нет: {given}. Похожие: {suggestions}.",
        "There is no such region: {given}. Similar ones: {suggestions}.",
    ),
    "kind_unknown": (
        "Такой категории нет: {given}. Похожие: {suggestions}.",
        "There is no such stakeholder kind: {given}. Similar ones: {suggestions}.",
    ),
    "body_unknown": (
        "Такого органа нет: {given}. Похожие: {suggestions}.",
        "There is no such body: {given}. Similar ones: {suggestions}.",
    ),
    "office_unknown": ("Такой должности в органе нет: {given}.", "There is no such office in a body: {given}."),
    "office_without_body": ("Указана должность в органе, а орган не указан.", "An office is given without a body."),
    "chair_taken": ("У органа уже есть председатель.", "The body has a chair already."),
    "organisation_contradicts": (
        "Организация «{organisation}» стоит в строке {number} с другим регионом или другой категорией.",
        "The organisation “{organisation}” stands in row {number} with another region or kind.",
    ),
    "person_inactive": ("Этот человек есть, но отключён.", "This person is known but deactivated."),
    "cell_defused": (
        "Ячейка начиналась как формула: этот знак убран.",
        "A cell began like a formula: that sign was removed.",
    ),
}
"""What a person is told about a row: code -> (Russian, English)."""
