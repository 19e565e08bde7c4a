"""Word files shaped as Word itself writes them: revision ids, paragraph ids, threads of comments, moves."""

from tests.activities.convert.files import OFFICE, W, document, docx_parts, pack, relation, relations

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
IVANOVA = 'w:author="Рецензент Один" w:date="2026-03-01T10:00:00Z"'
PETROV = 'w:author="Рецензент Два" w:date="2026-03-02T11:30:00Z"'


def run(text: str) -> str:
    return f'<w:r w:rsidR="00A1"><w:t xml:space="preserve">{text}</w:t></w:r>'


def inserted(text: str, who: str = IVANOVA, number: int = 1) -> str:
    return f'<w:ins w:id="{number}" {who}>{run(text)}</w:ins>'


def deleted(text: str, who: str = IVANOVA, number: int = 2) -> str:
    gone = f'<w:r w:rsidDel="00A1"><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f'<w:del w:id="{number}" {who}>{gone}</w:del>'


def moved(kind: str, name: str, text: str, who: str = IVANOVA, number: int = 30) -> str:
    """One half of a move; `kind` is moveFrom or moveTo."""
    return (
        f'<w:{kind}RangeStart w:id="{number}" w:name="{name}" {who}/><w:{kind} w:id="{number + 1}" {who}>{run(text)}'
        f'</w:{kind}><w:{kind}RangeEnd w:id="{number}"/>'
    )


def paragraph(*content: str, properties: str = "") -> str:
    return f'<w:p w14:paraId="0A0B0C01" w:rsidR="00A1"><w:pPr>{properties}</w:pPr>{"".join(content)}</w:p>'


def about(number: int | str, *content: str) -> str:
    """Content with a comment on it."""
    return (
        f'<w:commentRangeStart w:id="{number}"/>{"".join(content)}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def comment(number: int | str, text: str, who: str = PETROV, paragraph_id: str = "") -> str:
    known = f' w14:paraId="{paragraph_id}"' if paragraph_id else ""
    return (
        f'<w:comment w:id="{number}" {who} w:initials="Р"><w:p{known}><w:r><w:annotationRef/></w:r>{run(text)}</w:p>'
        "</w:comment>"
    )


def word(body: str, comments: str = "", extended: str = "", *rows: str, **more: bytes) -> bytes:
    """A Word file with this body, the inside of its comments part and of its commentsExtended part."""
    parts = docx_parts()
    text = document(body).decode().replace("<w:document ", f'<w:document xmlns:w14="{W14}" ', 1)
    parts["word/document.xml"] = text.encode()
    found = [*rows]
    if comments:
        spaces = f'xmlns:w="{W}" xmlns:w14="{W14}"'
        parts["word/comments.xml"] = f"<w:comments {spaces}>{comments}</w:comments>".encode()
        found.append(relation("comments", "comments.xml", identifier="c1"))
    if extended:
        parts["word/commentsExtended.xml"] = f'<w15:commentsEx xmlns:w15="{W15}">{extended}</w15:commentsEx>'.encode()
        kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
        found.append(
            relation("commentsExtended", "commentsExtended.xml", identifier="c2").replace(
                f"{OFFICE}/commentsExtended", kind
            )
        )
    parts["word/_rels/document.xml.rels"] = relations(*found)
    return pack({**parts, **more})
