"""The parts of an admitted Word file as trees: which part is which, and putting them together again."""

import posixpath

from lxml import etree

from activities.convert.archive import repack
from schemas.problems import Refused

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RELATIONS_OF_PACKAGE = "_rels/.rels"


def parsed(part: bytes) -> etree._Element:
    """One part as a tree; nothing outside of it is read. Raises Refused("upload_corrupt").

    The door has looked at its size, its depth and for a DTD, so the parser's own limit, 10 MB of words in one
    element, would only call a whole file damaged.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise Refused("upload_corrupt") from error


class Package:
    """A Word file that passed the door: parts by name; a tree is parsed once and written back if it was marked."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = dict(parts)
        self._trees: dict[str, etree._Element] = {}
        self.main = self._related(_RELATIONS_OF_PACKAGE, "", "officeDocument")
        if not self.main:
            raise Refused("upload_corrupt")

    def tree(self, name: str) -> etree._Element | None:
        """The tree of a part, None where there is no such part."""
        if not self.parts.get(name):
            return None
        if name not in self._trees:
            self._trees[name] = parsed(self.parts[name])
        return self._trees[name]

    def of_main(self, kind: str) -> str:
        """The name of the part to which the main part has a relation of this kind; empty if there is none."""
        folder, _, file = self.main.rpartition("/")
        return self._related(posixpath.join(folder, "_rels", f"{file}.rels"), folder, kind)

    def packed(self) -> bytes:
        """The file with its trees as they are now."""
        for name, tree in self._trees.items():
            self.parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        return repack(self.parts)

    def _related(self, relations: str, folder: str, kind: str) -> str:
        tree = self.tree(relations)
        for relation in () if tree is None else tree:
            if not isinstance(relation.tag, str) or relation.get("TargetMode", "").lower() == "external":
                continue
            if relation.get("Type", "").rpartition("/")[2] == kind:
                target = relation.get("Target", "")
                joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                return posixpath.normpath(joined)
        return ""
