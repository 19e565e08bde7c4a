"""The words that the editor's own script says, handed to it with the page."""

import json
from typing import Any

from schemas.language import LANGUAGES, Language
from web.words import WORDS

_SAID = (
    "writing.text",
    "writing.kind",
    "writing.paragraph",
    "writing.heading",
    "writing.address",
    "writing.address_wrong",
    "writing.note_text",
    "writing.ok",
    "writing.remove",
    "writing.cancel",
    "writing.as_saved",
    "writing.typing",
    "writing.saved",
    "writing.merged",
    "writing.others_came",
    "writing.brought_back",
    "writing.lost_connection",
    "writing.lost_connection_unkept",
    "writing.signed_out",
    "writing.refused",
    "writing.not_saved_collided",
    "writing.collided",
    "writing.collided_why",
    "writing.collided_place",
    "writing.collided_settle",
    "writing.mine",
    "writing.of_other",
    "writing.both",
    "writing.removed",
    "writing.somebody",
    "writing.writes_now",
    "writing.is_here",
)
_BUTTONS = (
    ("writing.bold_short", "writing.bold"),
    ("writing.italic_short", "writing.italic"),
    ("writing.underline_short", "writing.underline"),
    ("writing.bullets_short", "writing.bullets"),
    ("writing.numbers_short", "writing.numbers"),
    ("writing.quote_short", "writing.quote"),
    ("writing.link_short", "writing.link"),
    ("writing.note_short", "writing.note"),
    ("writing.table_short", "writing.table"),
    ("writing.row_short", "writing.row"),
    ("writing.column_short", "writing.column"),
    ("writing.no_row_short", "writing.no_row"),
    ("writing.no_column_short", "writing.no_column"),
    ("writing.no_table_short", "writing.no_table"),
    ("writing.undo_short", "writing.undo"),
    ("writing.redo_short", "writing.redo"),
)
"""What stands on a button, and its full name."""


def editor_words(language: Language) -> str:
    """The words as JSON, each under its key without the noun; of a button both of its names."""
    place = LANGUAGES.index(language)
    said: dict[str, Any] = {key.partition(".")[2]: WORDS[key][place] for key in _SAID}
    for short, full in _BUTTONS:
        said[full.partition(".")[2]] = WORDS[short][place], WORDS[full][place]
    return json.dumps(said, ensure_ascii=False)
