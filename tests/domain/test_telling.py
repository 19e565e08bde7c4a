"""Entries of the record in sentences: nothing of them is in a code, or in another language."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.telling import sentence
from schemas.language import LANGUAGES, Language
from schemas.views.document_forms import DocumentChange, SectionChange
from schemas.views.people import PersonChange, ProfileChange

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
OTHERS = {"ru": re.compile("[A-Za-z_]"), "en": re.compile("[А-Яа-яЁё_]")}


def told(event: dict[str, Any], language: Language) -> str:
    return sentence(event, AT, "", {"1": "Άννα"}, zone="Europe/Moscow", language=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", [PersonChange, ProfileChange])
def test_changed_account_is_told_in_words_whatever_was_changed(form: type[PersonChange], language: Language) -> None:
    fields = sorted(form.model_fields)
    assert (
        OTHERS[language].search(told({"type": "person_changed", "person_id": "1", "fields": fields}, language)) is None
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", [DocumentChange, SectionChange])
def test_changed_settings_are_told_in_words_whatever_was_changed(
    form: type[DocumentChange], language: Language
) -> None:
    fields = sorted(form.model_fields)
    assert OTHERS[language].search(told({"type": "settings_changed", "fields": fields}, language)) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["reminder", "deadline", "step"])
@pytest.mark.parametrize("kind", ["alarm_rang", "alarm_overtaken"])
def test_alarm_is_told_in_words(kind: str, what: str, language: Language) -> None:
    event = {"type": kind, "alarm": {"id": f"{what}-1", "what": what, "at": AT.isoformat()}}
    assert OTHERS[language].search(told(event, language)) is None


def test_field_of_an_older_release_is_told_by_its_name() -> None:
    event = {"type": "person_changed", "person_id": "1", "fields": ["name", "nickname"]}
    assert told(event, "ru").endswith("Изменена учётная запись: Άννα (имя, nickname).")
