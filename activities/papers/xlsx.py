"""A paper as a workbook: its rows to sort and filter, with the same words as in the other forms."""

import re
from collections.abc import Iterable
from html import escape

from activities.edition.archive import packed
from activities.papers.layout import LaidOut
from activities.papers.shown import ShownPaper, ShownTable, shown_of
from activities.papers.words import WORDS

CELL_CHARACTERS = 32_767
"""As many fit into a cell; what is longer is cut, and ends in an ellipsis."""
LEAST_CHARACTERS, MOST_CHARACTERS, LINE_CHARACTERS = 6, 55, 110
"""How narrow and how wide a column may be, and the lines about the whole."""
SHEET_NAME = 31
"""Characters of a sheet's name."""

Table = list[list[str]]
"""Rows of cells, the titles first."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ABOUT, _TITLE, _TEXT, _LITERAL = range(4)
"""The styles of cells, by their place in `_CELLS`: a literal one stays text when somebody edits it."""
_CELLS = (
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" quotePrefix="1" applyBorder="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
)
_LINES = "".join(f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    f'</fills><borders count="2"><border/><border>{_LINES}<diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="4">{_CELLS}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NUMBER = re.compile("0|[1-9][0-9]{0,14}")
_NO_NAME = re.compile(r"[\x00-\x1f\[\]:*?/\\]")
_FORMULA = ("=", "+", "-", "@")


def xlsx_bytes(laid: LaidOut) -> bytes:
    """The workbook, in which no cell is a formula; equal papers give equal bytes."""
    found = shown_of(laid)
    words = WORDS[laid.paper.language]
    groups = _groups(found)
    tables = [_joined(group, words.section, is_named=place > 0) for place, group in enumerate(groups)]
    names = _sheet_names(groups, [words.sheets[laid.paper.kind], words.about_sheet], words.more)
    written = [*map(_table_sheet, tables), _about_sheet(found, words.kinds[laid.paper.kind])]
    sheets = {f"xl/worksheets/sheet{number}.xml": one for number, one in enumerate(written, start=1)}
    parts = {
        "[Content_Types].xml": _content_types(sheets),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(laid),
        "xl/workbook.xml": _workbook(names, [_range(one) for one in tables]),
        "xl/_rels/workbook.xml.rels": _relations(
            *((f"{_OFFICE}/worksheet", name.removeprefix("xl/")) for name in sheets),
            (f"{_OFFICE}/styles", "styles.xml"),
        ),
        "xl/styles.xml": _STYLES,
        **sheets,
    }
    return packed({name: part.encode() for name, part in parts.items()})


def _groups(found: ShownPaper) -> list[list[ShownTable]]:
    """Tables that have the same titles together: they become one, to be sorted and filtered as a whole."""
    groups: dict[tuple[str, ...], list[ShownTable]] = {}
    for block in found.body:
        if isinstance(block, ShownTable):
            groups.setdefault(block.titles, []).append(block)
    return list(groups.values())


def _sheet_names(groups: list[list[ShownTable]], ends: list[str], more: str) -> list[str]:
    """The kind of the paper names its first table, what stands above one another such; the last sheet is about it."""
    names = ends[:1] if groups else []
    for number, group in enumerate(groups[1:], start=2):
        caption = _NO_NAME.sub(" ", group[0].caption).strip(" '")[:SHEET_NAME] if len(group) == 1 else ""
        taken = {one.casefold() for one in (*names, *ends)}
        names.append(caption if caption and caption.casefold() not in taken else more.format(number=number))
    return [*names, ends[1]]


def _joined(group: list[ShownTable], section: str, *, is_named: bool) -> Table:
    """Their rows under one line of titles; captions that name no sheet stand in a column of their own."""
    captioned = any(one.caption for one in group) and not (is_named and len(group) == 1)
    titles = [section, *group[0].titles] if captioned else list(group[0].titles)
    rows = [[*([one.caption] if captioned else []), *map("\n".join, row)] for one in group for row in one.rows]
    return [titles, *rows]


def _table_sheet(table: Table) -> str:
    rows = [_row(number, line, _TITLE if number == 1 else _TEXT) for number, line in enumerate(table, start=1)]
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    views = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    return _sheet(f"{views}{_widths(table)}", rows, f'<autoFilter ref="{_range(table)}"/>')


def _about_sheet(found: ShownPaper, kind: str) -> str:
    """What the paper is about, and all that it says besides tables."""
    said = [block for block in found.body if isinstance(block, str)]
    lines = [kind, *found.about, *said, *([found.entry] if found.entry else [])]
    rows = [_row(number, [line], _ABOUT) for number, line in enumerate(lines, start=1)]
    return _sheet(f'<cols><col min="1" max="1" width="{LINE_CHARACTERS}" customWidth="1"/></cols>', rows, "")


def _sheet(before: str, rows: list[str], after: str) -> str:
    page = '<pageMargins left="0.5" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    setup = '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>{before}'
        f"<sheetData>{''.join(rows)}</sheetData>{after}{page}{setup}</worksheet>"
    )


def _row(number: int, cells: Iterable[str], style: int) -> str:
    written = (_cell(f"{_letter(place)}{number}", text, style) for place, text in enumerate(cells))
    return f'<row r="{number}">{"".join(written)}</row>'


def _cell(place: str, text: str, style: int) -> str:
    """A number where that is all there is, so that rows sort as they are counted; anything else is text."""
    if style == _TEXT and _NUMBER.fullmatch(text):
        return f'<c r="{place}" s="{_TEXT}"><v>{text}</v></c>'
    kind = _LITERAL if style == _TEXT and text.startswith(_FORMULA) else style
    said = f'<t xml:space="preserve">{_escaped(text)}</t>'
    return f'<c r="{place}" s="{kind}" t="inlineStr"><is>{said}</is></c>'


def _escaped(text: str) -> str:
    """Text as it stands in a cell: what spreadsheets read as an escape is one itself."""
    whole = _FORBIDDEN.sub("\ufffd", text)
    cut = whole if len(whole) <= CELL_CHARACTERS else f"{whole[: CELL_CHARACTERS - 1]}…"
    return escape(_ESCAPED.sub("_x005F_", cut), quote=False)


def _widths(table: Table) -> str:
    """Wide columns for long texts; never so narrow that a title is broken up."""
    longest = [
        max(min(max(map(len, cell.splitlines()), default=0), MOST_CHARACTERS) for cell in column)
        for column in zip(*table, strict=True)
    ]
    columns = (
        f'<col min="{place}" max="{place}" width="{max(width + 2, LEAST_CHARACTERS)}" customWidth="1"/>'
        for place, width in enumerate(longest, start=1)
    )
    return f"<cols>{''.join(columns)}</cols>"


def _range(table: Table) -> str:
    return f"A1:{_letter(len(table[0]) - 1)}{len(table)}"


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def _content_types(sheets: Iterable[str]) -> str:
    types = [("/xl/workbook.xml", f"{_TYPE}.sheet.main+xml"), ("/xl/styles.xml", f"{_TYPE}.styles+xml")]
    types += [(f"/{name}", f"{_TYPE}.worksheet+xml") for name in sheets]
    types.append(("/docProps/core.xml", _CORE))
    parts = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types)
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _relations(*to: tuple[str, str]) -> str:
    parts = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(to, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{parts}</Relationships>'


def _properties(laid: LaidOut) -> str:
    instant = f'xsi:type="dcterms:W3CDTF">{laid.instant}<'
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_escaped(laid.title)}</dc:title><dc:creator>{_escaped(laid.paper.organisation)}</dc:creator>"
        f"<dcterms:created {instant}/dcterms:created><dcterms:modified {instant}/dcterms:modified></cp:coreProperties>"
    )


def _workbook(names: list[str], filtered: list[str]) -> str:
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    # Programs ask for the name of what a filter stands over; titles are printed on every page.
    defined = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{place}" hidden="1">{_named(names[place], one)}'
        f'</definedName><definedName name="_xlnm.Print_Titles" localSheetId="{place}">\'{escape(names[place])}\'!$1:$1'
        "</definedName>"
        for place, one in enumerate(filtered)
    )
    written = f"<definedNames>{defined}</definedNames>" if defined else ""
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets>{written}</workbook>'


def _named(sheet: str, cells: str) -> str:
    """A range as names of a workbook give it."""
    fixed = re.sub(r"([A-Z]+)([0-9]+)", r"$\1$\2", cells)
    return f"'{escape(sheet)}'!{fixed}"
