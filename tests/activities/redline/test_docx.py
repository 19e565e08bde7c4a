import pytest

from activities.redline.docx import docx_redline
from domain.text.compare import compare
from domain.text.redline import redline
from schemas.text import Ast
from tests.activities.redline.conftest import AUTHORSHIP
from tests.activities.redline.settling import settled

BASE = """# Общие положения

Настоящий раздел описывает, как землячества помогают приезжим освоиться в большом городе.

Руководитель обязан ответить на обращение участника не позднее 10 дней^[Со дня получения.].

## Расходы

Расходы на проведение встречи не могут превышать 150 000 рублей. Отчёт о них публикуется до 1 марта.

1. Первый пункт списка говорит о встречах
2. Второй пункт говорит о помощи
   a) вложенный пункт о жилье
   b) вложенный пункт об учёбе
3. Третий пункт говорит об итогах

| Показатель | 2027 | 2030 |
|------------|------|------|
| Охват регионов | 40 | 89 |
| Число встреч | 4 | 12 |
| Число участников | 100 | 900 |

Смотрите [подробности на сайте](https://example.org/a) и формулу $x^{2} + 1$ здесь.

Участник вправе выйти из объединения в любое время, предупредив об этом письменно.

Удаляемый абзац о **разном** и *прочем* со [ссылкой](https://example.org).

    veche diff old.docx new.docx
    veche classify old.docx new.docx

> Цитата из старого устава

Ежегодно проводится встреча, на которой подводят итоги и намечают новые дела.
"""
HEAD = """# Общие положения

Настоящий раздел описывает, как землячества помогают всем приезжим освоиться в городе.

Руководитель обязан ответить на обращение участника не позднее 15 дней^[Со дня регистрации.].

Участник вправе выйти из объединения в любое время, предупредив об этом совет письменно.

### Расходы

Расходы на проведение встречи не могут превышать 250 000 рублей. Отчёт о них **публикуется** до 1 марта.

Новый абзац про обмен опытом с [новой ссылкой](https://example.org/b).

1. Первый пункт списка говорит о частых встречах
2. Второй пункт говорит о помощи
   a) вложенный пункт о жилье
   b) новый вложенный пункт о работе
   c) вложенный пункт об учёбе и науке
3. Новый пункт говорит совсем о другом
4. Третий пункт говорит об итогах

| Показатель | 2027 | 2030 |
|------------|------|------|
| Охват регионов | 45 | 89 |
| Число участников | 100 | 900 |
| Число публикаций | 10 | 90 |

Смотрите [подробности на новом сайте](https://example.org/a) и формулу $x^{2} + 1$ здесь.

    veche diff old.docx new.docx
    veche classify old.docx new.docx

> Цитата из нового устава

Ежегодно проводится встреча, на которой подводят итоги и намечают новые дела.
"""


@pytest.fixture(scope="module")
def sides(converter) -> tuple[Ast, Ast]:
    base, head = (converter.to_ast(words.encode(), "a.md").ast for words in (BASE, HEAD))
    return base, head


@pytest.fixture(scope="module")
def drawn(converter, sides) -> bytes:
    base, head = sides
    return docx_redline(redline(base, head, compare(base, head)), AUTHORSHIP, [], converter.run_pandoc)


def test_accepted_it_is_the_head_and_rejected_the_base(converter, sides, drawn):
    read = [converter.to_ast(settled(drawn, act), "a.docx").ast for act in ("reject", "accept")]
    assert read == list(sides)


def test_equal_texts_give_equal_bytes(converter, sides, drawn):
    base, head = sides
    again = docx_redline(redline(base, head, compare(base, head)), AUTHORSHIP, [], converter.run_pandoc)
    assert again == drawn
