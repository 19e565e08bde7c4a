"""What a Markdown text must be to be let in: readable, shallow, and free of script."""

import re

from schemas.conversion import ConvertSettings
from schemas.problems import Refused

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
CODE = re.compile(r"^(```|~~~)[^\n]*\n.*?^\1|(?<!`)(`{1,3})(?!`)[^`\n]{0,2000}\2(?!`)", re.DOTALL | re.MULTILINE)
HANDLER = (
    r"on(?:abort|animation|before|blur|change|click|context|copy|cut|dbl|drag|drop|error|focus|hash|input|invalid|key"
    r"|load|message|mouse|page|paste|pointer|popstate|reset|resize|scroll|search|select|submit|toggle|touch"
    r"|transition|unload|wheel)[a-z]{0,20}\s*="
)
SCRIPT = re.compile(
    r"<\s*script\b"
    rf"|<[a-z][^<>]{{0,500}}?[\s/\"']{HANDLER}"
    rf"|\{{[^{{}}\n]{{0,500}}?\b{HANDLER}"
    r"|(?:\]\(|\]:|<|\b(?:href|src|action)\s*=)\s*[\"'<]?\s*(?:javascript|vbscript)\s*:",
    re.IGNORECASE,
)
CONTAINER_MARK = re.compile(r"\s*(?:>|[-*+](?=\s)|\(?[0-9A-Za-z#]{1,9}[.)](?=\s))")
LIST_ITEM_INDENT = re.compile(r"^([ \t]+)(?:[-*+]|\(?[0-9A-Za-z#]{1,9}[.)])\s", re.MULTILINE)
REPEATED_SIGN = re.compile(r"([!-/:-@\[-`{-~])\1{999}")  # the signs that mean something to Markdown are ASCII
INDENT_PER_LEVEL = 4


def check_markdown(content: bytes, settings: ConvertSettings) -> str:
    """The text, with the ends of its lines made plain and a byte order mark taken off.

    Raises Refused: upload_too_large, text_not_utf8, text_bad_characters, text_line_too_long, text_too_deep,
    text_has_script.
    """
    if len(content) > settings.markdown_bytes:
        raise Refused("upload_too_large", limit_mb=settings.markdown_bytes // 2**20)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("text_not_utf8") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if CONTROLS.search(text):
        raise Refused("text_bad_characters")
    _check_depth(text, settings.markdown_depth)
    if any(len(line) > settings.line_characters for line in text.split("\n")):
        raise Refused("text_line_too_long", limit=settings.line_characters)
    if SCRIPT.search(CODE.sub("", text)):
        raise Refused("text_has_script")
    return text


def _check_depth(text: str, limit: int) -> None:
    """Refuse what makes the converter's time grow without end: containers in containers, brackets never closed."""
    too_deep = (
        REPEATED_SIGN.search(text) is not None
        or any(_marks(line, limit) > limit for line in text.split("\n"))
        or any(_columns(indent) > limit * INDENT_PER_LEVEL for indent in LIST_ITEM_INDENT.findall(text))
        or any(_open_brackets(paragraph, limit) for paragraph in text.split("\n\n"))
    )
    if too_deep:
        raise Refused("text_too_deep")


def _marks(line: str, limit: int) -> int:
    """How many quote and list marks the line begins with, counted no further than just above `limit`."""
    position, marks = 0, 0
    while marks <= limit and (mark := CONTAINER_MARK.match(line, position)):
        position, marks = mark.end(), marks + 1
    return marks


def _columns(indent: str) -> int:
    return len(indent.expandtabs(INDENT_PER_LEVEL))


def _open_brackets(paragraph: str, limit: int) -> bool:
    """Whether more than `limit` square brackets, or brackets of links, stand open at once."""
    square = link = 0
    for sign in re.findall(r"\[|\]\(|\]|\)", paragraph):
        square += {"[": 1, "]": -1, "](": -1}.get(sign, 0)
        link += {"](": 1, ")": -1}.get(sign, 0)
        square, link = max(square, 0), max(link, 0)
        if square > limit or link > limit:
            return True
    return False
