"""What goes into and comes out of conversion of texts: its settings, its result, its warnings."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

TextFormat = Literal["markdown", "docx", "odt", "html"]
TakenChanges = Literal["accept", "reject"]
"""What becomes of a file's tracked changes: all are taken, or the text is as it was without them."""
TargetFormat = Literal["markdown", "docx", "odt", "html"]

WARNINGS: dict[str, tuple[str, str]] = {
    "active_dropped": (
        "Сценарии, вставки и формы страницы не перенесены.",
        "The page's scripts, embedded things and forms were not taken over.",
    ),
    "bidi_controls": (
        "В тексте есть невидимые знаки, меняющие направление письма: строка может читаться не так, как записана.",
        "The text holds invisible signs that turn the direction of writing: a line may read unlike what is stored.",
    ),
    "changes_accepted": (
        "В файле были отслеживаемые исправления: они приняты.",
        "The file had tracked changes: they were accepted.",
    ),
    "changes_rejected": (
        "В файле были отслеживаемые исправления: взят текст, каким он был без них.",
        "The file had tracked changes: the text was taken as it was without them.",
    ),
    "comments_dropped": (
        "Примечания из файла не перенесены: замечания ставятся к тексту здесь.",
        "The file's own comments were not taken over: remarks are made on the text here.",
    ),
    "controls_flattened": (
        "Поля для заполнения и собранное оглавление стали обычным текстом.",
        "Fields to fill in and a built table of contents became plain text.",
    ),
    "embedded_dropped": (
        "Вложенные в файл таблицы и диаграммы не перенесены.",
        "Spreadsheets and charts embedded in the file were not taken over.",
    ),
    "endnotes_moved": (
        "Концевые сноски стали обычными сносками.",
        "Endnotes became footnotes.",
    ),
    "headers_dropped": (
        "Колонтитулы не перенесены.",
        "Page headers and footers were not taken over.",
    ),
    "image_dropped": (
        "Рисунки не перенесены: на их месте стоит подпись к ним.",
        "Pictures were not taken over: their description stands in their place.",
    ),
    "image_external": (
        "В файле есть ссылки на рисунки вне его: они не загружались.",
        "The file links to pictures outside itself: they were not fetched.",
    ),
    "invisible_characters": (
        "В тексте есть невидимые знаки нулевой ширины.",
        "The text holds invisible characters of zero width.",
    ),
    "link_dropped": (
        "Ссылки не на http, https, mailto или место в тексте убраны, слова оставлены.",
        "Links to anything but http, https, mailto or a place in the text were removed; their words stay.",
    ),
    "looks_accepted": (
        "В файле были отслеживаемые изменения оформления или ячеек таблиц: они приняты.",
        "The file had tracked changes of looks or of table cells: they were accepted.",
    ),
    "text_boxes_moved": (
        "Надписи поверх страницы стали абзацами или не перенесены: проверьте их слова.",
        "Text boxes laid over the page became paragraphs or were not taken over: check their words.",
    ),
    "template_ignored": (
        "Файл ссылается на шаблон на чьём-то диске: оформление шаблона не перенесено.",
        "The file refers to a template on somebody's disk: the template's looks were not taken over.",
    ),
}
"""What a person is told about a text that was taken, but not taken whole: code -> (Russian, English)."""


def _cores_and_one() -> int:
    return (os.cpu_count() or 1) + 1


@dataclass(frozen=True)
class ConvertSettings:
    """Where converters take turns and what they, and the files they get, may weigh.

    `slots_folder` is shared by all processes of the machine that convert; sizes are in bytes,
    times in seconds. `heap_bytes` caps the converter's own memory, `address_space_bytes` the kernel's
    view of it (larger, because a runtime reserves more than it uses).
    """

    slots_folder: Path
    slots: int = field(default_factory=_cores_and_one)
    slot_wait_seconds: float = 60.0
    wall_seconds: float = 20.0
    heap_bytes: int = 512 * 2**20
    address_space_bytes: int = 1536 * 2**20
    output_bytes: int = 96 * 2**20
    upload_bytes: int = 25 * 2**20
    markdown_bytes: int = 2 * 2**20
    part_count: int = 2_000
    xml_part_bytes: int = 16 * 2**20
    unpacked_bytes: int = 128 * 2**20
    packing_ratio: int = 100
    xml_depth: int = 200
    markdown_depth: int = 50
    line_characters: int = 50_000


@dataclass(frozen=True)
class Converted:
    """A text read from an upload: its cleaned Pandoc AST, what it was read from, and codes of `WARNINGS`."""

    ast: dict[str, Any]
    format: TextFormat
    warnings: list[str]


@dataclass(frozen=True)
class Finding:
    """One thing this machine gives, or fails to give, with a sentence in each language."""

    name: str
    ok: bool
    sentence_ru: str
    sentence_en: str
