"""WordprocessingML: its names, and small questions to its elements."""

from datetime import UTC, datetime

from lxml import etree

from schemas.redline import Authorship

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
NS = {"w": W, "w14": W14, "w15": W15, "m": M}


def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def attributed(name: str, authorship: Authorship) -> etree._Element:
    """An element that says who changed something and when; ids come last, all at once."""
    element = etree.Element(w(name))
    attribute(element, authorship)
    return element


def attribute(element: etree._Element, authorship: Authorship) -> None:
    """Say on an element who made it and when, where that is known."""
    element.set(w("author"), authorship.author)
    if authorship.at is not None:
        element.set(w("date"), stamp(authorship.at))


def stamp(at: datetime) -> str:
    """An instant as Word writes it: to the second, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def ancestor(element: etree._Element, name: str) -> etree._Element:
    """The nearest element of this name around another one. Raises StopIteration if there is none."""
    return next(element.iterancestors(w(name)))


def named(element: etree._Element, attribute_: str) -> str:
    """An attribute that pandoc or our own marks always have."""
    value = element.get(attribute_)
    if value is None:
        raise ValueError(f"{element.tag} has no {attribute_}")
    return value


def first_child(parent: etree._Element, name: str) -> etree._Element:
    """The properties of a paragraph or row (`pPr`, `trPr`), which stand first in it; made if there are none."""
    found = parent.find(f"w:{name}", NS)
    if found is None:
        found = etree.Element(w(name))
        parent.insert(0, found)
    return found


def take_out(element: etree._Element) -> None:
    """Remove an element, leaving what follows it where it stands."""
    parent = element.getparent()
    if parent is not None:
        if element.tail and element.tail.strip():
            raise ValueError("words stand outside of any run")
        parent.remove(element)
