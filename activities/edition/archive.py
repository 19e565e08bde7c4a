"""Rewriting the zip that pandoc made so that equal content gives equal bytes."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

EARLIEST = (1980, 1, 1, 0, 0, 0)
MIMETYPE = "mimetype"


def rewritten(
    made: bytes, changes: Mapping[str, Callable[[bytes], bytes]], added: Mapping[str, bytes] | None = None
) -> bytes:
    """The archive with the named parts changed and others added, in its own order, without dates.

    Raises KeyError for a change to a part that is not there.
    """
    with zipfile.ZipFile(io.BytesIO(made)) as source:
        parts = {name: source.read(name) for name in source.namelist() if not name.endswith("/")}
    for name, change in changes.items():
        parts[name] = change(parts[name])
    return packed({**parts, **(added or {})})


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts by name, in this order, without dates: equal parts give equal bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            # Both OpenDocument and EPUB ask for their type to stand first and uncompressed.
            entry.compress_type = zipfile.ZIP_STORED if name == MIMETYPE else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=9)
    return target.getvalue()


def with_text(content: bytes, **elements: str) -> bytes:
    """XML in which the elements `prefix__name` hold these texts instead of theirs; each must be there once."""
    text = content.decode()
    for element, value in elements.items():
        tag = element.replace("__", ":").replace("_", "-")
        found = re.findall(rf"<{tag}(?:\s[^>]*)?(?:/>|>[^<]*</{tag}>)", text)
        if len(found) != 1:
            raise ValueError(f"{tag} stands {len(found)} times in a part that pandoc wrote")
        opening = found[0].partition(">")[0].rstrip("/ ")
        text = text.replace(found[0], f"{opening}>{value}</{tag}>")
    return text.encode()
