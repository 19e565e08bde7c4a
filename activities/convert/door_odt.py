"""What an OpenDocument text must have and must not have to be let in."""

import re

from activities.convert.xml_part import Element, elements_of_note
from schemas.conversion import ConvertSettings
from schemas.problems import Refused

MIME_TYPE = b"application/vnd.oasis.opendocument.text"
EMPTY_LIBRARY = re.compile(r"Basic/(?:[^/]+/)?script-l[bc]\.xml")
NOTED = {"tracked-changes": "changes_accepted", "annotation": "comments_dropped"}
SPACES = 100_000
"""More blanks than this written as a number (`text:s`) would come out of the converter one by one."""
LONGEST_COUNT = 100  # digits; Python itself refuses to read a number of some thousands
WANTED = frozenset({"s", "encryption-data", "event-listener", "image", "plugin", "applet", *NOTED})


def check_odt(parts: dict[str, bytes], settings: ConvertSettings) -> set[str]:
    """Warnings about the file whose archive holds `parts`.

    Raises Refused: upload_corrupt, upload_wrong_extension, upload_has_dtd, text_too_deep, upload_encrypted,
    upload_has_macros, upload_active_content, conversion_too_large.
    """
    if parts.get("mimetype", MIME_TYPE).strip() != MIME_TYPE:
        raise Refused("upload_wrong_extension")
    if not parts.get("content.xml") and not parts.get("META-INF/manifest.xml"):
        raise Refused("upload_corrupt")
    found = {
        name: elements_of_note(part, settings.xml_depth, WANTED)
        for name, part in parts.items()
        if part and name != "mimetype"
    }
    names = {name for elements in found.values() for name, _ in elements}
    if "encryption-data" in names:
        raise Refused("upload_encrypted")
    if not parts.get("content.xml"):
        raise Refused("upload_corrupt")
    _check_active(list(parts), names)
    _check_spaces([attributes for elements in found.values() for name, attributes in elements if name == "s"])
    return _warnings(found["content.xml"])


def _check_spaces(runs: list[dict[str, str]]) -> None:
    counts = [attributes.get("c", "1") for attributes in runs]
    if any(len(count) > LONGEST_COUNT for count in counts if count.isdecimal()):
        raise Refused("conversion_too_large")
    if sum(int(count) for count in counts if count.isdecimal()) > SPACES:
        raise Refused("conversion_too_large")


def _warnings(elements: list[Element]) -> set[str]:
    """What the text itself holds; formulas beside it have annotations of another kind."""
    warnings = {NOTED[name] for name, _ in elements if name in NOTED}
    if any(name == "image" and ":" in attributes.get("href", "") for name, attributes in elements):
        warnings.add("image_external")
    return warnings


def _check_active(part_names: list[str], element_names: set[str]) -> None:
    holds_code = any(
        name.startswith(("Basic/", "Scripts/")) and not EMPTY_LIBRARY.fullmatch(name) for name in part_names
    )
    if holds_code or "event-listener" in element_names:
        raise Refused("upload_has_macros")
    if element_names & {"plugin", "applet"}:
        raise Refused("upload_active_content")
