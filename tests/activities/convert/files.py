"""Small Word and OpenDocument files, packed part by part, so that a test can spoil any of them."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ODT_MIME = "application/vnd.oasis.opendocument.text"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def pack(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def relations(*rows: str) -> bytes:
    return f'<Relationships xmlns="{RELATIONSHIPS}">{"".join(rows)}</Relationships>'.encode()


def relation(kind: str, target: str, *, external: bool = False, identifier: str = "r1") -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{identifier}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def content_types(main: str = MAIN) -> bytes:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    ).encode()


def document(body: str, before: str = "") -> bytes:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    spaces = f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:a="{drawing}/main" xmlns:wp="{drawing}/wordprocessingDrawing"'
    spaces += f' xmlns:pic="{drawing}/picture"'
    return f"{before}<w:document {spaces}><w:body>{body}</w:body></w:document>".encode()


def picture(attribute: str) -> str:
    """A paragraph with a picture; `attribute` is r:embed or r:link with its relation."""
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="n" descr="описание"/>'
        f"<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip {attribute}/></pic:blipFill></pic:pic>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def docx_parts(body: str = paragraph("слово"), *rows: str) -> dict[str, bytes]:
    """A Word file's parts; `rows` are the relations of its main part."""
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(relation("officeDocument", "word/document.xml")),
        "word/document.xml": document(body),
        "word/_rels/document.xml.rels": relations(*rows),
    }


def docx(body: str = paragraph("слово"), *rows: str, **more: bytes) -> bytes:
    return pack({**docx_parts(body, *rows), **more})


def odt_parts(body: str = "<text:p>слово</text:p>") -> dict[str, bytes]:
    spaces = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "table", "script"))
    spaces += f' xmlns:draw="{ODF}:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    spaces += f' xmlns:svg="{ODF}:svg-compatible:1.0"'
    content = f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
    styles = f"<office:document-styles {spaces}><office:font-face-decls/><office:styles/><office:automatic-styles/>"
    return {
        "mimetype": ODT_MIME.encode(),
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{ODF}:manifest:1.0"/>'.encode(),
        "content.xml": f"{content}</office:document-content>".encode(),
        "styles.xml": f"{styles}<office:master-styles/></office:document-styles>".encode(),
    }


def odt(body: str = "<text:p>слово</text:p>", **more: bytes) -> bytes:
    return pack({**odt_parts(body), **more})
