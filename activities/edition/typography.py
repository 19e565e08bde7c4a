"""Typography of the edition's language: quotation marks by nesting, dashes between words; words stay as signed."""

from activities.edition.ast import Element, walk
from schemas.language import Language

NO_BREAK_SPACE = "\u00a0"
QUOTES: dict[Language, tuple[tuple[str, str], tuple[str, str]]] = {
    "ru": (("«", "»"), ("„", "“")),
    "en": (("“", "”"), ("‘", "’")),
}
DASHES: dict[Language, str] = {"ru": "—", "en": "–"}
HYPHENS = ("-", "--", "---")
TEXT_BLOCKS = ("Para", "Plain", "Header")
OPENS_AFTER = " \u00a0([{«„“—–-/"


def typeset(blocks: list[Element], language: Language) -> list[Element]:
    """The same blocks with quotation marks and dashes as printers of the language set them.

    Code and formulas are left alone; straight marks that do not pair up within a paragraph stay as typed.
    """

    def change(element: Element) -> list[Element]:
        if element["t"] in TEXT_BLOCKS:
            content = list(element["c"]) if element["t"] != "Header" else list(element["c"][2])
            content = _dashed(_marked(content, language), language)
            whole = content if element["t"] != "Header" else [*element["c"][:2], content]
            return [{"t": element["t"], "c": whole}]
        return [element]

    done: list[Element] = walk(blocks, change)
    return done


def _marked(content: list[Element], language: Language) -> list[Element]:
    """Straight marks and quoted inlines become the language's own marks, the inner ones those of the second order."""
    pen = _Pen(language)
    marked = pen.write(content)
    if pen.depth == 0 and pen.paired:
        return marked
    pen = _Pen(language, straight=False)
    return pen.write(content)


class _Pen:
    """Walks a paragraph from left to right, remembering how deep in quotation it stands."""

    def __init__(self, language: Language, *, straight: bool = True) -> None:
        self._quotes = QUOTES[language]
        self._straight = straight
        self._last = " "
        self.depth = 0
        self.paired = True

    def write(self, content: list[Element]) -> list[Element]:
        done: list[Element] = []
        for element in content:
            done += self._element(element)
        return done

    def _element(self, element: Element) -> list[Element]:
        match element["t"]:
            case "Str":
                return [{"t": "Str", "c": "".join(map(self._character, element["c"]))}]
            case "Quoted":
                opening = self._open()
                inner = self.write(element["c"][1])
                return [{"t": "Str", "c": opening}, *inner, {"t": "Str", "c": self._close()}]
            case "Emph" | "Strong" | "Underline" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps":
                return [{"t": element["t"], "c": self.write(element["c"])}]
            case "Span" | "Link":
                attr, inner, *target = element["c"]
                return [{"t": element["t"], "c": [attr, self.write(inner), *target]}]
            case "Space" | "SoftBreak" | "LineBreak":
                self._last = " "
            case "Code" | "Math":
                self._last = "x"
        return [element]

    def _character(self, character: str) -> str:
        if character == '"' and self._straight:
            character = self._open() if self._last in OPENS_AFTER else self._close()
        self._last = character
        return character

    def _open(self) -> str:
        self._last = mark = self._quotes[min(max(self.depth, 0), 1)][0]
        self.depth += 1
        return mark

    def _close(self) -> str:
        self.depth -= 1
        self.paired = self.paired and self.depth >= 0
        self._last = mark = self._quotes[min(max(self.depth, 0), 1)][1]
        return mark


def _dashed(content: list[Element], language: Language) -> list[Element]:
    """A hyphen standing alone between words becomes the language's dash, and a dash keeps to its line.

    Before a digit a hyphen may be a minus, so there it stays.
    """
    done = list(content)
    for place in range(1, len(done) - 2):
        before, here, after, following = done[place - 1 : place + 3]
        if not (_is_blank(before) and _is_blank(after) and here.get("c") in HYPHENS + tuple(DASHES.values())):
            continue
        if here["c"] in HYPHENS:
            if following["t"] == "Str" and following["c"][0].isdigit():
                continue
            done[place] = {"t": "Str", "c": DASHES[language]}
        done[place - 1] = {"t": "Str", "c": NO_BREAK_SPACE}
    return done


def _is_blank(element: Element) -> bool:
    return element["t"] in ("Space", "SoftBreak")
