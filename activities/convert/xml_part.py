"""Looking through one XML part of an upload without building it: how deep it is and what of note it holds."""

import io
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

import defusedxml.sax
from defusedxml import DefusedXmlException

from schemas.problems import Refused

LIST_DEPTH = 12
"""The converter's time doubles with each level of an OpenDocument list; writers of such files stop at 10."""

Element = tuple[str, dict[str, str]]


def elements_of_note(part: bytes, depth_limit: int, wanted: frozenset[str]) -> list[Element]:
    """The `wanted` elements (names and attributes without their prefixes), in the part's order.

    Raises Refused: upload_has_dtd, text_too_deep, upload_corrupt.
    """
    survey = _Survey(depth_limit, wanted)
    try:
        defusedxml.sax.parse(io.BytesIO(part), survey, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refused("upload_has_dtd") from error
    except (SAXException, ValueError, LookupError) as error:  # the latter two are of encodings that it cannot read
        raise Refused("upload_corrupt") from error
    return survey.found


class _Survey(ContentHandler):
    def __init__(self, depth_limit: int, wanted: frozenset[str]) -> None:
        super().__init__()
        self.found: list[Element] = []
        self._depth_limit = depth_limit
        self._wanted = wanted
        self._depth = 0
        self._list_depth = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self._depth += 1
        self._list_depth += name == "text:list"
        if self._depth > self._depth_limit or self._list_depth > LIST_DEPTH:
            raise Refused("text_too_deep")
        local = _without_prefix(name)
        if local in self._wanted:
            self.found.append((local, {_without_prefix(key): value for key, value in attrs.items()}))

    def endElement(self, name: str) -> None:
        self._depth -= 1
        self._list_depth -= name == "text:list"


def _without_prefix(name: str) -> str:
    return name.rpartition(":")[2]
