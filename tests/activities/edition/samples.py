"""An edition to try everything on: sections with footnotes, tables, lists, headings and colliding anchors."""

import json
import subprocess
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pypandoc

from schemas.canonical import canonical_json, sha256_hex
from schemas.edition import AgreementRow, EditionContent, EditionSection, EditionSignature, RemarkRow

PANDOC = pypandoc.get_pandoc_path()

FIRST = """
Стратегия развития объединяет "усилия сообщества" - жителей, органов власти и деловых кругов[^1].
Слово «землячество» употребляется в значении, которое дано в [определениях](#terms).

[^1]: Сноска первого раздела: перечень участников утверждает координационный совет.

## Определения {#terms}

Землячество

:   добровольное объединение выходцев из одного региона.

- развитие связей с родным краем;
- сохранение культуры:

    - языка,
    - обычаев;

- помощь людям.

### Порядок применения

1. Сначала обсуждение.
2. Затем голосование.
3. Потом решение.

> Сообща решаем то, что касается всех.
"""

SECOND = """
Показатели сведены в таблицу[^1], формула доли: $d = \\frac{a}{b}$.

[^1]: Сноска второго раздела с *курсивом* и "кавычками".

## Определения {#terms}

| Показатель | Единица | 2024 | 2028 | 2032 |
|:-----------|:-------:|-----:|-----:|-----:|
| Численность участников | тыс. человек | 12 | 25 | 40 |
| Доля регионов, охваченных программой | % | 35 | 60 | 90 |

: Целевые показатели

См. [определения](#terms) и [сайт](https://example.org/strategy?a=1&b=2).

---

a) первая очередь;
b) вторая очередь.

| Строка стихов
| вторая строка

Итог~1~ и x^2^, ~~вычеркнуто~~, **важно**, `code "x"`.
"""

THIRD = "Короткий раздел без подзаголовков.\n\nВторой абзац" + " достопримечательностей" * 40 + ".\n"


def run_pandoc(arguments: Sequence[str], given: bytes) -> bytes:
    """Pandoc as the builder needs it, without the jail's limits."""
    command = [PANDOC, "--sandbox", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=True, timeout=60).stdout


def ast(markdown: str) -> dict[str, Any]:
    """The Pandoc AST of a Markdown text."""
    return json.loads(run_pandoc(["--from=markdown", "--to=json"], markdown.encode()))


def section(place: int, title: str, tree: dict[str, Any]) -> EditionSection:
    """A section whose hash is that of its tree."""
    return EditionSection(
        id=f"section-id-{place}",
        number=str(place),
        title=title,
        revision_id=f"revision-id-{place}",
        revision_number=place + 1,
        text_hash=sha256_hex(canonical_json(tree).encode()),
        ast=tree,
    )


SIGNED_AT = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)  # already the 21st in Moscow


def content(**changes: Any) -> EditionContent:
    """The sample edition; `changes` replace its fields."""
    sections = (
        section(1, "Общие положения", ast(FIRST)),
        section(2, "Цели и показатели", ast(SECOND)),
        section(3, "Заключение", ast(THIRD)),
    )
    fields: dict[str, Any] = {
        "installation_id": "0190a0b0-0000-7000-8000-000000000001",
        "document_id": "0190a0b0-0000-7000-8000-000000000002",
        "title": 'Стратегия развития "института землячеств" на 2024–2032 годы',
        "number": 1,
        "date": date(2026, 11, 22),
        "published_at": datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
        "organisation": "Совет региональных объединений",
        "approval": "Утверждена решением Совета от 22 ноября 2026 г. № 7",
        "sections": sections,
        "agreement": _agreement(sections),
        "remarks": _remarks(),
        "signatures": (EditionSignature(person_id="p-9", name="Сидорова А. А.", hash="c" * 64, at=SIGNED_AT),),
        "previous_manifest": "d" * 64,
    }
    return EditionContent(**{**fields, **changes})


def _agreement(sections: tuple[EditionSection, ...]) -> tuple[AgreementRow, ...]:
    people = (
        ("Иванова Мария Петровна", "председатель совета", "reviewer", "agree"),
        ("Петров Константин Константинович", "эксперт", "reviewer", "agree_with_remarks"),
        ("Кузнецов О. В.", "", "reviewer", "tacit"),
        ("Орлова Е. Н.", "руководитель", "signer", "signed"),
    )
    rows = [
        AgreementRow(
            section_number=part.number,
            section_title=part.title,
            person=person,
            position=position,
            organisation="Ассоциация северных регионов",
            part=role,
            verdict=verdict,
            revision_number=part.revision_number,
            revision_hash=part.text_hash,
            at=SIGNED_AT,
        )
        for part in sections
        for person, position, role, verdict in people
    ]
    whole = AgreementRow(
        person="Сидорова А. А.",
        position="президент",
        organisation="Федерация",
        part="leadership",
        verdict="signed",
        revision_hash="c" * 64,
        at=SIGNED_AT,
    )
    return (*rows, whole)


def _remarks() -> tuple[RemarkRow, ...]:
    return (
        RemarkRow(
            number=1,
            section_number="1",
            section_title="Общие положения",
            place="объединяет усилия сообщества",
            author="Петров Константин Константинович",
            kind="remark",
            text="Уточнить, кто входит в сообщество.\nСослаться на перечень.",
            answer="accepted_in_part",
            grounds="Перечень дан в сноске",
        ),
        RemarkRow(
            number=2,
            section_number="2",
            section_title="Цели и показатели",
            place="Доля регионов",
            author="Кузнецов О. В.",
            kind="proposal",
            text="Добавить показатель за 2036 год.",
            answer="declined",
            grounds="Стратегия действует до 2032 года",
        ),
        RemarkRow(number=3, author="Орлова Е. Н.", kind="question", text="Когда начнётся обсуждение?"),
    )
