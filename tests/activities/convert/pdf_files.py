"""PDFs as people make them, and as nobody should."""

import io
import zlib

import typst
from pypdf import PdfReader, PdfWriter

TEXT = "Землячества помогают землякам обустроиться."


def typeset(text: str = TEXT) -> bytes:
    """A PDF with Cyrillic letters, as a typesetter makes it."""
    made = typst.compile(text.encode())
    assert isinstance(made, bytes)
    return made


def locked(password: str) -> bytes:
    """One that opens with this password only; with none everybody may read it, and nobody may change it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(typeset())))
    writer.encrypt(password, owner_password="owner", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def assembled(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    file, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(file)


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), more, content)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
WORD = b"<</Length 23>>\nstream\nBT /F 9 Tf (word) Tj ET\nendstream"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def of_pages(count: int) -> bytes:
    """That many pages, each with the same words."""
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>"
    pages = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)
    return assembled(CATALOG, pages, FONT, WORD, *[page] * count)


def of_contents(content: bytes, more: bytes = b"", *others: bytes) -> bytes:
    """One page with this content; `others` are numbered from 6."""
    resources = b"<</Font<</F 3 0 R>>/XObject<</X 6 0 R>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R/Resources%s>>" % resources
    return assembled(CATALOG, b"<</Type/Pages/Count 1/Kids[4 0 R]>>", FONT, page, stream(content, more), *others)


def assembled_lines(*lines: str) -> bytes:
    """One page with these lines."""
    shown = b" ".join(b"(%s) Tj 0 -10 Td" % line.encode() for line in lines)
    return of_contents(b"BT /F 9 Tf 0 99 Td " + shown + b" ET")


def bomb() -> bytes:
    """Two pages: one with a word, and one whose content is a few kilobytes packed, two gigabytes unpacked."""
    packer = zlib.compressobj(9)
    once = b" " * 2**24
    packed = zlib.compress(b"".join(packer.compress(once) for _ in range(128)) + packer.flush())
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>"
    pages = b"<</Type/Pages/Count 2/Kids[5 0 R 6 0 R]>>"
    content = stream(packed, b"/Filter[/FlateDecode/FlateDecode]")
    return assembled(CATALOG, pages, FONT, WORD, page, page.replace(b"4 0 R", b"7 0 R"), content)


def drawing_itself() -> bytes:
    """A page that draws a form, which draws itself."""
    form = stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    return of_contents(b"/X Do", b"", form)


def of_signs(count: int) -> bytes:
    """One page with that many single letters, each placed by itself."""
    return of_contents(b"BT /F 9 Tf " + b"1 0 0 1 0 0 Tm (a) Tj " * count + b"ET")


def own_parent() -> bytes:
    """Pages that hold themselves."""
    return assembled(CATALOG, b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]/Parent 2 0 R>>")


def endless_tables() -> bytes:
    """A cross-reference table that comes before itself."""
    return of_pages(1).replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev 00000000").replace(b"startxref", b"startxref ")


def nested_arrays() -> bytes:
    """A page whose resources are arrays in arrays, a hundred thousand deep."""
    return assembled(CATALOG, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", b"[" * 100_000 + b"]" * 100_000)
