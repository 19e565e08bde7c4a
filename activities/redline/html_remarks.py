"""The comments of a redline under its page: who, when, about which words, and what was answered."""

from collections.abc import Sequence
from html import escape

from domain.words import day_in_words
from schemas.language import Language
from schemas.redline import Remark, Reply

_HEADINGS: dict[Language, str] = {"ru": "Замечания", "en": "Comments"}
_RESOLVED: dict[Language, str] = {"ru": "закрыто", "en": "resolved"}
_LOST: dict[Language, str] = {"ru": "этих слов в тексте нет", "en": "these words are not in the text"}


def remarks_section(remarks: Sequence[Remark], language: Language) -> str:
    """A list of the remarks in their order, nothing if there are none."""
    if not remarks:
        return ""
    items = "".join(_item(number, remark, language) for number, remark in enumerate(remarks, start=1))
    return f'<section class="remarks"><h2>{_HEADINGS[language]}</h2><ol>{items}</ol></section>'


def _item(number: int, remark: Remark, language: Language) -> str:
    quote = f"<q>{escape(remark.quote)}</q>" if remark.quote else ""
    place = f'<a href="#remark-{number}-place">↑</a>' if remark.side else f"({_LOST[language]})"
    state = f" — {_RESOLVED[language]}" if remark.resolved else ""
    replies = "".join(f"<li>{_said(reply, language)}</li>" for reply in remark.replies)
    thread = f"<ul>{replies}</ul>" if replies else ""
    return f'<li id="remark-{number}">{_said(remark, language)}<p>{quote} {place}{state}</p>{thread}</li>'


def _said(said: Reply, language: Language) -> str:
    day = ""
    if said.at is not None:
        day = f', <time datetime="{said.at.isoformat()}">{day_in_words(said.at.date(), language)}</time>'
    return f'<p><span class="who">{escape(said.author)}</span>{day}</p><p class="said">{escape(said.text)}</p>'
