"""Opening a zip that a stranger packed: every part is weighed and named safely, none is ever extracted."""

import io
import stat
import unicodedata
import zipfile
import zlib

from schemas.conversion import ConvertSettings
from schemas.problems import Refused

CHUNK = 64 * 1024
SMALL_PART = 2**20
OLE2_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XML_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<")
END_RECORD = b"PK\x05\x06"
END_RECORD_LENGTH = 22
LOCAL_HEADER_LENGTH = 30
ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000


def read_parts(content: bytes, settings: ConvertSettings) -> dict[str, bytes]:
    """The parts of the archive by name, in its order; those that are neither XML nor tiny come empty.

    Only XML matters to conversion: pictures and the like are checked to be whole, then let go.
    Raises Refused: upload_corrupt, upload_encrypted, upload_ambiguous_archive, upload_unsafe_path,
    upload_too_many_parts, upload_zip_bomb, upload_active_content, conversion_too_large.
    """
    _check_frame(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries, content, settings)
            return _unpacked(archive, entries, settings)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise Refused("upload_corrupt") from error


def repack(parts: dict[str, bytes]) -> bytes:
    """A plain archive of exactly these parts, so that the converter reads what was checked and nothing else."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def _check_frame(content: bytes) -> None:
    """Refuse anything before the first part or after the last: such a file is two files to two programs."""
    if content[-END_RECORD_LENGTH:][:4] != END_RECORD:
        raise Refused("upload_ambiguous_archive" if END_RECORD in content else "upload_corrupt")


def _check_entries(entries: list[zipfile.ZipInfo], content: bytes, settings: ConvertSettings) -> None:
    if len(entries) > settings.part_count:
        raise Refused("upload_too_many_parts", limit=settings.part_count)
    for entry in entries:
        _check_entry(entry, settings)
    if sum(entry.file_size for entry in entries) > settings.unpacked_bytes:
        raise Refused("upload_zip_bomb")
    names = [unicodedata.normalize("NFC", entry.filename).casefold() for entry in entries]
    if len(set(names)) < len(names) or _overlap(entries, len(content)):
        raise Refused("upload_ambiguous_archive")


def _check_entry(entry: zipfile.ZipInfo, settings: ConvertSettings) -> None:
    if entry.flag_bits & ENCRYPTED_FLAGS:
        raise Refused("upload_encrypted")
    if _leads_out(entry.orig_filename) or stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused("upload_unsafe_path")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("upload_corrupt")
    if entry.file_size > max(SMALL_PART, entry.compress_size * settings.packing_ratio):
        raise Refused("upload_zip_bomb")


def _leads_out(name: str) -> bool:
    """Whether `name`, plain or percent-encoded, may mean a place outside of the archive."""
    plain = name.lower().replace("%2e", ".").replace("%2f", "/").replace("%5c", "\\").replace("%25", "%")
    strange = any(ord(character) < 32 for character in plain) or "\\" in plain or ":" in plain
    return strange or plain.startswith("/") or ".." in plain.split("/")


def _overlap(entries: list[zipfile.ZipInfo], length: int) -> bool:
    in_order = sorted(entries, key=lambda entry: entry.header_offset)
    ends = [entry.header_offset + LOCAL_HEADER_LENGTH + entry.compress_size for entry in in_order]
    starts = [*(entry.header_offset for entry in in_order[1:]), length]
    starts_late = bool(in_order) and in_order[0].header_offset != 0
    return starts_late or any(end > start for end, start in zip(ends, starts, strict=True))


def _unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], settings: ConvertSettings) -> dict[str, bytes]:
    return {entry.filename: _part(archive, entry, settings) for entry in entries if not entry.is_dir()}


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, settings: ConvertSettings) -> bytes:
    """Read one part to its end, which also checks its sum, keeping it only if it is XML or tiny."""
    with archive.open(entry) as stream:
        kept = stream.read(CHUNK)
        read = len(kept)
        if kept.startswith(OLE2_MAGIC) and not entry.filename.lower().endswith("vbaproject.bin"):
            raise Refused("upload_active_content")
        matters = kept.startswith(XML_STARTS) or entry.filename == "mimetype"
        if matters and entry.file_size > settings.xml_part_bytes:
            raise Refused("conversion_too_large")
        pieces = [kept]
        while piece := stream.read(CHUNK):
            read += len(piece)
            if matters:
                pieces.append(piece)
    if read != entry.file_size:
        raise Refused("upload_ambiguous_archive")
    return b"".join(pieces) if matters else b""
