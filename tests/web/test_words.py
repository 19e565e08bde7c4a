"""The words of pages: each in both languages, each used, each that is used there."""

import re
from datetime import UTC, datetime

import pytest

from web.speech import Speech
from web.static_files import FOLDER
from web.words import COUNTED, WORDS

TEMPLATES = [
    re.sub(r"\{#.*?#\}", "", file.read_text(), flags=re.DOTALL)
    for file in sorted((FOLDER.parent / "templates").rglob("*.html"))
]
CODE = [file.read_text() for file in sorted(FOLDER.parent.rglob("*.py")) if file.parent.name != "words"]
ASKED = re.compile(r"\b_\(\s*[\"']([\w.]+)[\"']")
COUNTED_BY = re.compile(r"\bcount\(\s*[\"']([\w.]+)[\"']")
MADE = re.compile(r"[\"']([a-z_]+\.[a-z_]+?_?)[\"'] ~|f\"([a-z_]+\.[a-z_]+?_?)\{")
"""Where a key is put together: what it begins with."""


def test_words_are_russian_and_english() -> None:
    for key, (russian, english) in WORDS.items():
        assert re.search("[а-яё]", russian, re.IGNORECASE) or key == "layout.other_language", key
        assert not re.search("[а-яё]", english, re.IGNORECASE) or key == "layout.other_language", key
        assert set(re.findall(r"\{(\w*)", russian)) == set(re.findall(r"\{(\w*)", english)), key


def test_words_that_pages_ask_for_are_there() -> None:
    asked = {key for template in TEMPLATES for key in ASKED.findall(template) if not key.endswith("_")}
    counted = {key for template in TEMPLATES for key in COUNTED_BY.findall(template) if not key.endswith("_")}
    assert sorted(asked - WORDS.keys()) == []
    assert sorted(counted - COUNTED.keys()) == []


def test_no_words_stand_idle() -> None:
    whole = "\n".join(TEMPLATES + CODE)
    begun = tuple(one for pair in MADE.findall(whole) for one in pair if one)
    idle = [
        key
        for key in (*WORDS, *COUNTED)
        if not re.search(f"[\"']{key}[\"']", whole) and not (begun and key.startswith(begun))
    ]
    assert idle == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_template_says_nothing_by_itself(template: str) -> None:
    assert re.findall("[А-Яа-яЁё]+", template) == []
    assert "|safe" not in template
    assert re.findall(r"<script(?! [^>]*src=)|<style| style=| on[a-z]+=", template) == []


def test_values_in_words_are_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(WORDS, "test.key", ("«{name}»", "“{name}”"))
    speech = Speech("ru", "Europe/Moscow", datetime(2026, 11, 22, tzinfo=UTC))
    assert speech.say("test.key", name="<b>") == "«&lt;b&gt;»"
