"""The rules of an edition's manifest: how it is made, how a key is named, what differs from it. No I/O."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from schemas.canonical import canonical_json, sha256_hex
from schemas.edition import (
    MANIFEST_NAME,
    SIGNATURE_NAME,
    EditionContent,
    Manifest,
    ManifestFile,
    ManifestSection,
)

MANIFEST_FORMAT = 1
MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "epub": "application/epub+zip",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
    "sig": "application/json",
}


def media_type(name: str) -> str:
    """The media type of a file that Veche makes, by its ending."""
    return MEDIA_TYPES[name.rpartition(".")[2]]


def fingerprint(public_key: bytes) -> str:
    """The name of a signing key: the first 128 bits of SHA-256 over the raw Ed25519 public key (32 bytes)."""
    return "ed25519:" + hashlib.sha256(public_key).hexdigest()[:32]


def manifest_of(content: EditionContent, files: Mapping[str, bytes], key: str) -> Manifest:
    """The manifest of these files, listed by name; `key` is the fingerprint of the key that will sign it."""
    return Manifest(
        format=MANIFEST_FORMAT,
        installation_id=content.installation_id,
        document_id=content.document_id,
        title=content.title,
        edition_number=content.number,
        published_at=content.published_at,
        sections=tuple(
            ManifestSection(
                id=section.id,
                number=section.number,
                title=section.title,
                revision_id=section.revision_id,
                text_hash=section.text_hash,
            )
            for section in content.sections
        ),
        signatures=content.signatures,
        files=tuple(
            ManifestFile(
                name=name,
                size=len(files[name]),
                sha256=sha256_hex(files[name]),
                media_type=media_type(name),
            )
            for name in sorted(files)
        ),
        previous_manifest=content.previous_manifest,
        checkpoint=content.checkpoint,
        key=key,
    )


def manifest_bytes(manifest: Manifest) -> bytes:
    """The exact bytes that are signed: canonical JSON in UTF-8 and a line end."""
    return (canonical_json(manifest.model_dump(mode="json")) + "\n").encode()


def listable(manifest: Manifest) -> bool:
    """Whether the listed names are plain, different, and leave the manifest and its signature alone."""
    names = [file.name for file in manifest.files]
    plain = all(name and not set(name) & set("/\\:\0") and name not in (".", "..") for name in names)
    return plain and len({*names, MANIFEST_NAME, SIGNATURE_NAME}) == len(names) + 2


@dataclass(frozen=True)
class Differences:
    """Names that are not as the manifest says, each tuple sorted."""

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


def differences(manifest: Manifest, found: Mapping[str, tuple[int, str] | None]) -> Differences:
    """What differs between the manifest and the (size, SHA-256) of each name found; None is unreadable.

    The manifest and its signature may stand among the names found and are never extra.
    """
    listed = {file.name: (file.size, file.sha256) for file in manifest.files}
    return Differences(
        changed=tuple(sorted(name for name in listed if name in found and found[name] != listed[name])),
        missing=tuple(sorted(name for name in listed if name not in found)),
        extra=tuple(sorted(set(found) - set(listed) - {MANIFEST_NAME, SIGNATURE_NAME})),
    )
