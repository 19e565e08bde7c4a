"""Checks an edition in a folder or a zip without a network or an installation; used by `veche verify`."""

import re
import zipfile
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from activities.edition.keys import KeyFolder, signer
from app.edition_source import Source, UnsafeArchive, measured, open_source, read_small
from domain.edition import MANIFEST_FORMAT, differences, listable
from schemas.edition import MANIFEST_NAME, SIGNATURE_NAME, Manifest
from schemas.language import Language

WELL, CHANGED, NO_EDITION, UNKNOWN_SIGNER = 0, 1, 2, 3
MOST_MANIFEST_BYTES = 16 << 20
MOST_SIGNATURE_BYTES = 64 << 10
FINGERPRINT = re.compile(r"ed25519:[0-9a-f]{32}")

SENTENCES: dict[str, dict[Language, str]] = {
    "edition": {
        "ru": "Издание № {number} «{title}», опубликовано {published} UTC, подписано ключом {key}.",
        "en": "Edition {number} “{title}”, published {published} UTC, signed with the key {key}.",
    },
    "well": {
        "ru": "Всё на месте: подпись верна, файлов проверено: {count}.",
        "en": "All is well: the signature is good, files checked: {count}.",
    },
    "changed": {"ru": "Изменён файл: {name}.", "en": "Changed file: {name}."},
    "missing": {"ru": "Нет файла: {name}.", "en": "Missing file: {name}."},
    "extra": {
        "ru": "Лишний файл, его нет в описи: {name}.",
        "en": "Extra file that the manifest does not list: {name}.",
    },
    "bad_signature": {
        "ru": "Подпись не подходит к описи: файл manifest.json или manifest.sig изменён или подменён. "
        "Возьмите издание заново там, где его опубликовали.",
        "en": "The signature does not fit the manifest: manifest.json or manifest.sig was changed or replaced. "
        "Get the edition again from where it was published.",
    },
    "unknown_signer": {
        "ru": "Подпись верна, но подписавший не известен: ключ {key}. Сверьте отпечаток ключа с тем, "
        "кто издал документ, и повторите с --key {key}.",
        "en": "The signature is good, but the signer is unknown: key {key}. Compare the key's fingerprint with "
        "the publisher's and repeat with --key {key}.",
    },
    "unreadable_manifest": {
        "ru": "Опись manifest.json подписана, но записана неизвестным образом: возможно, более новой версией. "
        "Обновите программу.",
        "en": "The manifest is signed but written in an unknown way, perhaps by a newer release. Update the program.",
    },
    "not_an_edition": {
        "ru": "Здесь нет издания: нужна папка или zip с файлом manifest.json: {name}.",
        "en": "There is no edition here: a folder or a zip with a manifest.json is needed: {name}.",
    },
    "unsafe_archive": {
        "ru": "Архив устроен так, как честные программы не делают; он не вскрывался: {name}.",
        "en": "The archive is built as no honest program builds one; it was not opened: {name}.",
    },
    "bad_fingerprint": {
        "ru": "Отпечаток ключа пишется так: ed25519: и 32 шестнадцатеричные цифры.",
        "en": "A key's fingerprint is written ed25519: and 32 hexadecimal digits.",
    },
}


@dataclass(frozen=True)
class Finding:
    """One thing that was found: a key of `SENTENCES` and what fills its sentence."""

    code: str
    name: str = ""


@dataclass(frozen=True)
class Verification:
    """The result of a check; `manifest` and `key` are there once the signature was found good."""

    exit_code: int
    findings: tuple[Finding, ...]
    manifest: Manifest | None = None
    key: str = ""

    def lines(self, language: Language) -> list[str]:
        """What to tell a person, a line each, safe to print on a terminal."""
        facts = {"key": self.key, "number": "", "title": "", "published": "", "count": ""}
        if self.manifest is not None:
            facts |= {
                "number": str(self.manifest.edition_number),
                "title": self.manifest.title,
                "published": self.manifest.published_at.strftime("%Y-%m-%d %H:%M"),
                "count": str(len(self.manifest.files)),
            }
        shown = [
            SENTENCES[finding.code][language].format_map(facts | {"name": finding.name}) for finding in self.findings
        ]
        return ["".join(sign if sign.isprintable() else "?" for sign in line) for line in shown]


def verify(path: Path, *, known_keys: Set[str], key: str | None = None) -> Verification:
    """Check the edition at `path`; `key` names the only signer to trust, otherwise `known_keys` are trusted.

    Exit codes: 0 all well; 1 something changed, missing, extra, or a bad signature; 2 not an edition;
    3 all well but for a signer who is not trusted.
    """
    if key is not None and not FINGERPRINT.fullmatch(key):
        return Verification(NO_EDITION, (Finding("bad_fingerprint"),))
    try:
        source = open_source(path)
        names = source.names()
    except UnsafeArchive:
        return Verification(NO_EDITION, (Finding("unsafe_archive", path.name),))
    except (OSError, zipfile.BadZipFile, NotImplementedError):
        return Verification(NO_EDITION, (Finding("not_an_edition", path.name),))
    if MANIFEST_NAME not in names:
        return Verification(NO_EDITION, (Finding("not_an_edition", path.name),))
    if SIGNATURE_NAME not in names:
        return Verification(CHANGED, (Finding("missing", SIGNATURE_NAME),))
    return _checked(source, names, known_keys if key is None else {key})


def verify_command(path: Path, key: str | None, keys_folder: Path, language: Language) -> int:
    """Check, print what was found, return the exit code; the installation whose keys lie in that folder is known."""
    known = frozenset(KeyFolder(keys_folder).public_keys())
    result = verify(path, known_keys=known, key=key)
    for line in result.lines(language):
        print(line)
    return result.exit_code


def _checked(source: Source, names: Set[str], trusted: Set[str]) -> Verification:
    manifest_bytes = read_small(source, MANIFEST_NAME, MOST_MANIFEST_BYTES)
    signature = read_small(source, SIGNATURE_NAME, MOST_SIGNATURE_BYTES)
    signed_by = None if manifest_bytes is None or signature is None else signer(manifest_bytes, signature)
    if manifest_bytes is None or signed_by is None:
        return Verification(CHANGED, (Finding("bad_signature"),))
    manifest = _manifest(manifest_bytes)
    if manifest is None:
        return Verification(NO_EDITION, (Finding("unreadable_manifest"),), key=signed_by)
    if manifest.key != signed_by:
        return Verification(CHANGED, (Finding("bad_signature"),))
    findings = _findings(source, names, manifest)
    exit_code = CHANGED if findings else WELL
    if signed_by not in trusted:
        findings.append(Finding("unknown_signer"))
        exit_code = exit_code or UNKNOWN_SIGNER
    if exit_code == WELL:
        findings.append(Finding("well"))
    return Verification(exit_code, (Finding("edition"), *findings), manifest, signed_by)


def _manifest(content: bytes) -> Manifest | None:
    try:
        manifest = Manifest.model_validate_json(content)
    except ValidationError:
        return None
    return manifest if manifest.format == MANIFEST_FORMAT and listable(manifest) else None


def _findings(source: Source, names: Set[str], manifest: Manifest) -> list[Finding]:
    listed = {file.name: file.size for file in manifest.files}
    found = {name: measured(source, name, listed[name]) if name in listed else None for name in names}
    differ = differences(manifest, found)
    return [
        *(Finding("changed", name) for name in differ.changed),
        *(Finding("missing", name) for name in differ.missing),
        *(Finding("extra", name) for name in differ.extra),
    ]
