"""What of a letter its writer said, the verdict in the first line, and tokens that name one thing and one purpose."""

import pytest

from domain.replies.said import own_lines, said_in
from domain.replies.tokens import TOKEN, named_by, token_of
from schemas.ids import new_id

SECRET = b"secret of the installation"

VERDICTS = [
    ("Согласен", "agree", ""),
    ("согласна.\n\nСпасибо за работу!", "agree", "Спасибо за работу!"),
    ("AGREE", "agree", ""),
    ("I agree.", "agree", ""),
    ("Согласен с замечаниями: нужен источник", "agree_with_remarks", "нужен источник"),
    ("Agree with remarks\nThe source is missing.", "agree_with_remarks", "The source is missing."),
    ("Не согласен: срок нереален", "disagree", "срок нереален"),
    ("Не согласна\n\nСрок нереален.", "disagree", "Срок нереален."),
    ("disagree - no source", "disagree", "no source"),
    ("Воздерживаюсь", "abstain", ""),
    ("abstain", "abstain", ""),
    ("Согласен, но не во всём", None, "Согласен, но не во всём"),
    ("Согласен если исправите", None, "Согласен если исправите"),
    ("Согласен\nтолько если срок сдвинуть на год", None, "Согласен\nтолько если срок сдвинуть на год"),
    ("Agree.\nNot.", None, "Agree.\nNot."),
    ("Согласен\n> Просим\nкроме п. 3", None, "Согласен\nкроме п. 3"),
    ("Согласен\n\nСпасибо за работу, но срок мал", None, "Согласен\n\nСпасибо за работу, но срок мал"),
    ("Согласен\n???", None, "Согласен\n???"),
    ("Воздерживаюсь\nдо ответа на замечания", None, "Воздерживаюсь\nдо ответа на замечания"),
    ("Согласна\n\nС уважением,\nАнна Орлова", "agree", ""),
    ("Согласен\n\n--\nЗам. Но не согласен с п. 2", None, "Согласен\n--\nЗам. Но не согласен с п. 2"),
    ("Согласен\n--\nАнна\nЕсли вы получили это письмо по ошибке, удалите его.", "agree", ""),
    ("Согласен…", "agree", ""),
    ("Согласна...", "agree", ""),
    ("\ufeffСогласен", "agree", ""),
    ("\u200b\ufeff Не согласен: срок", "disagree", "срок"),
    ("Согласен с  замечаниями: нужен источник", "agree_with_remarks", "нужен источник"),
    ("Не\u00a0согласен… срок нереален", "disagree", "срок нереален"),
    ("Agree with\u00a0remarks", "agree_with_remarks", ""),
    ("Согласен… если исправите", None, "Согласен… если исправите"),
    ("\ufeffНужен источник", None, "Нужен источник"),
    ("Agreement is needed", None, "Agreement is needed"),
    ("Почему так редко?", None, "Почему так редко?"),
    ("> Согласен", None, ""),
    ("", None, ""),
]


@pytest.mark.parametrize(("text", "verdict", "rest"), VERDICTS)
def test_first_line_is_the_verdict_or_all_is_a_comment(text: str, verdict: str | None, rest: str) -> None:
    assert said_in(text) == (verdict, rest)


@pytest.mark.parametrize("signed", ["Анна Орлова", "Анна", "А. Орлова", "орлова а."])
def test_writers_name_below_a_verdict_takes_nothing_from_it(signed: str) -> None:
    assert said_in(f"Согласна\n\n{signed}", "Анна Орлова").verdict == "agree"
    assert said_in(f"Согласна\n\n{signed}", "Пётр Иванов").verdict is None


QUOTED = [
    "22 ноября 2026 г. в 10:00 Вече <veche@example.org> пишет:\n> Просим дать отзыв",
    "Вс, 22 нояб. 2026 г. в 10:00, Вече <veche@example.org>:\n> Просим",
    "22.11.2026 10:00, Вече пишет:\n\nПросим дать отзыв",
    "On Sun, Nov 22, 2026 at 10:00 AM Veche <veche@example.org>\nwrote:\n> Please",
    "On Sun, 22 Nov 2026, Veche wrote:\nPlease",
    "-----Original Message-----\nFrom: Veche\nPlease",
    "-----Исходное сообщение-----\nОт: Вече",
    "-------- Пересылаемое сообщение --------\nчто-то",
    "________________________________\nОт: Вече <veche@example.org>\nПросим",
    "От: Вече <veche@example.org>\nОтправлено: 22 ноября",
    "From: Veche <veche@example.org>\nSent: Sunday",
    "-- \nАнна Орлова\nотдел",
    "С уважением,\nАнна Орлова",
    "Best regards,\nAnna",
    "Отправлено с iPhone",
    "Sent from my iPhone",
    "> всё, что было раньше\n> и это",
]


@pytest.mark.parametrize("rest", QUOTED)
def test_quotations_and_signatures_are_cut_off(rest: str) -> None:
    own = "Нужен источник.\n\nИ срок: 5 дней мало."
    assert own_lines(f"{own}\r\n\r\n{rest}") == own


OWN = [
    "В разделе 3 автор пишет:\nсрок не указан.\nА в разделе 5 он указан.",
    "5.3. Докладчик написал:\n«раз в год».",
    "Первое.\n____________________\nВторое.",
    "Первое.\n--------------------\n\nВторое.",
    "Подпись: ____________________\nи дата",
    "От: кого исходит срок?\nНепонятно.",
]


@pytest.mark.parametrize("text", OWN)
def test_own_words_that_look_like_a_mail_programs_cut_nothing(text: str) -> None:
    assert own_lines(text) == text


CUT = ["Вече пишет:\n\n> Просим", "____________________\n\n> Просим", "От: Вече\nОтправлено: 22 ноября\nПросим"]


@pytest.mark.parametrize("rest", CUT)
def test_words_that_quoted_text_follows_are_cut_off_with_it(rest: str) -> None:
    assert own_lines(f"Нужен источник.\n{rest}\nдальше") == "Нужен источник."


MADE_TO_KEEP_BUSY = [
    "a@" + "<a@" * 60_000,
    "on 1" + "<" * 190_000,
    "Согласен" + " " * 190_000 + "x",
    "пишет:\n\n" * 30_000 + "_" * 20 + "\n" * 60_000 + "x",
]


@pytest.mark.parametrize("text", MADE_TO_KEEP_BUSY, ids=["addresses", "brackets", "spaces", "lines"])
def test_letter_made_to_keep_the_reader_busy_is_read_like_any_other(text: str) -> None:
    """With patterns that try every way to match, each of these took minutes to years."""
    assert said_in(text) == (None, text)


def test_token_names_its_thing_for_its_purpose_only() -> None:
    id_ = new_id()
    token = token_of(SECRET, "answer", id_)
    assert TOKEN.fullmatch(token)
    assert named_by(SECRET, "answer", token.upper()) == id_
    assert named_by(SECRET, "undo", token) is None
    assert named_by(b"another", "answer", token) is None


def test_token_with_any_letter_changed_names_nothing() -> None:
    token = token_of(SECRET, "answer", new_id())
    for place, letter in enumerate(token[:-1]):
        other = "a" if letter != "a" else "b"
        assert named_by(SECRET, "answer", token[:place] + other + token[place + 1 :]) is None


@pytest.mark.parametrize("token", ["", "a" * 41, "1" * 42, "я" * 42, "=" * 42])
def test_what_is_no_token_names_nothing(token: str) -> None:
    assert named_by(SECRET, "answer", token) is None
