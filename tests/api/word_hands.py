"""What a reviewer does to a downloaded Word file in Word: tracked changes and comments in its very bytes."""

import io
import re
import zipfile

from tests.activities.convert.files import OFFICE, W
from tests.activities.convert.word_files import PETROV, comment, deleted, inserted

_RELATIONS = "word/_rels/document.xml.rels"


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def edited(content: bytes, old: str, new: str, *, tracked: bool = True, who: str = PETROV) -> bytes:
    """The file with other words for words of one run, tracked or typed over."""
    change = deleted(old, who, 9001) + inserted(new, who, 9002) if tracked else _run(new)
    return _rewritten(content, old, change)


def remarked(content: bytes, words: str, text: str, who: str = PETROV, number: int = 7001) -> bytes:
    """The file with a comment on words of one run."""
    mark = (
        f'<w:commentRangeStart w:id="{number}"/>{_run(words)}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )
    parts = parts_of(_rewritten(content, words, mark))
    said = comment(number, text, who)
    known = parts.get("word/comments.xml", f'<w:comments xmlns:w="{W}"></w:comments>'.encode()).decode()
    if known.rstrip().endswith("/>"):
        known = re.sub(r"<w:comments([^>]*?)\s*/>", r"<w:comments\1></w:comments>", known)
    parts["word/comments.xml"] = known.replace("</w:comments>", f"{said}</w:comments>").encode()
    rows = parts[_RELATIONS].decode()
    if f'{OFFICE}/comments"' not in rows:
        row = f'<Relationship Id="rIdSaid" Type="{OFFICE}/comments" Target="comments.xml"/>'
        parts[_RELATIONS] = rows.replace("</Relationships>", f"{row}</Relationships>").encode()
    return packed(parts)


def replied(content: bytes, text: str, who: str = PETROV, number: int = 7101) -> bytes:
    """The file with a reply to its first comment, as Word keeps it: a comment of its own, named in commentsExtended."""
    parts = parts_of(content)
    said, threads = parts["word/comments.xml"].decode(), parts["word/commentsExtended.xml"].decode()
    answered = re.findall(r'w14:paraId="(\w+)"', said)[0]
    reply = comment(number, text, who, "0D0E0F01")
    parts["word/comments.xml"] = said.replace("</w:comments>", f"{reply}</w:comments>").encode()
    entry = f'<w15:commentEx w15:paraId="0D0E0F01" w15:paraIdParent="{answered}" w15:done="0"/>'
    parts["word/commentsExtended.xml"] = threads.replace("</w15:commentsEx>", f"{entry}</w15:commentsEx>").encode()
    body = parts["word/document.xml"].decode()
    first = re.search(r"<w:r><w:rPr>(?:(?!</w:r>).)*<w:commentReference [^>]*/></w:r>", body)
    assert first
    marks = f'<w:commentRangeStart w:id="{number}"/><w:commentRangeEnd w:id="{number}"/>'
    instead = f'{first[0]}{marks}<w:r><w:commentReference w:id="{number}"/></w:r>'
    parts["word/document.xml"] = body.replace(first[0], instead, 1).encode()
    return packed(parts)


def remarked_from_to(content: bytes, first: str, last: str, text: str) -> bytes:
    """The file with a comment from some words of one paragraph to some of a later one."""
    content = remarked(content, first, text)
    parts = parts_of(_rewritten(content, last, f'{_run(last)}<w:commentRangeEnd w:id="7001"/>'))
    body = parts["word/document.xml"].decode()
    parts["word/document.xml"] = body.replace('<w:commentRangeEnd w:id="7001"/>', "", 1).encode()
    return packed(parts)


def without_code(content: bytes) -> bytes:
    """The file as a program saves it that drops properties and bookmarks."""
    parts = parts_of(content)
    parts.pop("docProps/custom.xml", None)
    parts["_rels/.rels"] = re.sub(rb"<Relationship [^>]*custom-properties[^>]*/>", b"", parts["_rels/.rels"])
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = re.sub(rb"<Override [^>]*custom\.xml[^>]*/>", b"", types)
    parts["word/document.xml"] = re.sub(rb"<w:bookmark(?:Start|End)[^>]*/>", b"", parts["word/document.xml"])
    return packed(parts)


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _rewritten(content: bytes, words: str, instead: str) -> bytes:
    """The file with XML in the place of words that stand within one run without a format."""
    parts = parts_of(content)
    text = parts["word/document.xml"].decode()
    found = re.search(rf"<w:r>\s*<w:t[^>]*>([^<]*?){re.escape(words)}([^<]*)</w:t>\s*</w:r>", text)
    assert found, f"no run has the words {words!r}"
    before, after = (_run(part) if part else "" for part in found.groups())
    parts["word/document.xml"] = (text[: found.start()] + before + instead + after + text[found.end() :]).encode()
    return packed(parts)
