"""Tables in the editor and back: rows know which part of the table they are of; odd tables are kept as they are."""

import json
from collections.abc import Callable
from itertools import takewhile
from typing import Any

from schemas.canonical import canonical_json
from schemas.text import Block

Node = dict[str, Any]
Row = list[Any]

NO_ATTRIBUTES: list[Any] = ["", [], []]
_NEW_COLUMN: list[Any] = [{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]
_NEW: Node = {
    "attributes": NO_ATTRIBUTES,
    "caption": [None, []],
    "columns": [],
    "head": NO_ATTRIBUTES,
    "body": [NO_ATTRIBUTES, 0],
    "foot": NO_ATTRIBUTES,
}
MOST_CELLS = 1000
"""Columns, or rows that one cell spans."""


def opened_table(block: Block, open_blocks: Callable[[list[Block]], list[Node]]) -> Node | None:
    """The editor's table, or None where it has no node for such a one: several bodies, gaps, no rows."""
    attributes, caption, columns, (head, head_rows), bodies, (foot, foot_rows) = block["c"]
    if len(bodies) != 1 or bodies[0][2]:
        return None
    body, row_heads, _, body_rows = bodies[0]
    parts = {"head": head_rows, "body": body_rows, "foot": foot_rows}
    if not any(parts.values()) or not all(_is_full(rows, len(columns)) for rows in parts.values()):
        return None
    form = {
        "attributes": attributes,
        "caption": caption,
        "columns": columns,
        "head": head,
        "body": [body, row_heads],
        "foot": foot,
    }
    rows = [_opened_row(part, row, open_blocks) for part, rows in parts.items() for row in rows]
    return {"type": "table", "attrs": {"form": canonical_json(form)}, "content": rows}


def written_table(node: Node, write_blocks: Callable[[Node], list[Block]]) -> Block:
    """The table that an editor's table stands for; a row or column that is new there takes the usual form.

    Raises ValueError, KeyError or TypeError for what no editor writes.
    """
    given = node.get("attrs", {}).get("form")
    form = json.loads(given) if given else _NEW
    rows = node["content"]
    head = list(takewhile(lambda row: _part_of(row) == "head", rows))
    foot = list(takewhile(lambda row: _part_of(row) == "foot", reversed(rows[len(head) :])))[::-1]
    body = rows[len(head) : len(rows) - len(foot)]
    width = _width(rows)
    columns = [*form["columns"], *[_NEW_COLUMN] * width][:width]
    written = [[_written_row(row, write_blocks) for row in part] for part in (head, body, foot)]
    attributes, row_heads = form["body"]
    content = [
        form["attributes"],
        form["caption"],
        columns,
        [form["head"], written[0]],
        [[attributes, min(row_heads, width), [], written[1]]],
        [form["foot"], written[2]],
    ]
    return {"t": "Table", "c": content}


def _opened_row(part: str, row: Row, open_blocks: Callable[[list[Block]], list[Node]]) -> Node:
    attributes, cells = row
    kind = "table_header" if part == "head" else "table_cell"
    return {
        "type": "table_row",
        "attrs": {"part": part, "form": canonical_json(attributes)},
        "content": [_opened_cell(kind, cell, open_blocks) for cell in cells],
    }


def _opened_cell(kind: str, cell: Row, open_blocks: Callable[[list[Block]], list[Node]]) -> Node:
    attributes, alignment, rows, columns, blocks = cell
    about = {"colspan": columns, "rowspan": rows, "form": canonical_json([attributes, alignment])}
    return {"type": kind, "attrs": about, "content": open_blocks(blocks)}


def _written_row(row: Node, write_blocks: Callable[[Node], list[Block]]) -> Row:
    form = row.get("attrs", {}).get("form")
    return [json.loads(form) if form else NO_ATTRIBUTES, [_written_cell(cell, write_blocks) for cell in row["content"]]]


def _written_cell(cell: Node, write_blocks: Callable[[Node], list[Block]]) -> Row:
    about = cell.get("attrs", {})
    attributes, alignment = json.loads(about["form"]) if about.get("form") else (NO_ATTRIBUTES, {"t": "AlignDefault"})
    return [attributes, alignment, _span(about, "rowspan"), _span(about, "colspan"), write_blocks(cell)]


def _part_of(row: Node) -> str:
    part: str = row.get("attrs", {}).get("part") or ""
    if part:
        return part
    return "head" if all(cell["type"] == "table_header" for cell in row["content"]) else "body"


def _span(about: Node, name: str) -> int:
    span = about.get(name, 1)
    if type(span) is not int or not 1 <= span <= MOST_CELLS:
        raise ValueError(name)
    return span


def _width(rows: list[Node]) -> int:
    """The columns of a table whose rows may have cells that reach into them from above."""
    spans = [[(_span(cell["attrs"], "rowspan"), _span(cell["attrs"], "colspan")) for cell in row["content"]]
             for row in rows]  # fmt: skip
    widths = [0] * len(rows)
    for place, cells in enumerate(spans):
        for down, across in cells:
            for reached in range(place, min(place + down, len(rows))):
                widths[reached] += across
    width = max(widths)
    if not 1 <= width <= MOST_CELLS:
        raise ValueError("columns")
    return width


def _is_full(rows: list[Row], width: int) -> bool:
    """Whether every row of a part is filled by its cells and by those that reach into it, and none reaches out."""
    widths = [0] * len(rows)
    for place, (_, cells) in enumerate(rows):
        for _, _, down, across, _ in cells:
            if place + down > len(rows) or down < 1 or across < 1:
                return False
            for reached in range(place, place + down):
                widths[reached] += across
        if not cells:
            return False
    return all(found == width for found in widths)
