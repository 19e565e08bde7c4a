"""Checks an edition in a folder or a zip without a network or an installation; used by `veche verify`."""

import re
import zipfile
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from activities.edition.keys import KeyFolder, signer
from app.edition_source import Source, UnsafeArchive, measured, open_source, read_small
from app.latest_check import NoStatement, read_latest
from domain.edition import MANIFEST_FORMAT, differences, listable
from domain.latest import standing
from schemas.canonical import sha256_hex
from schemas.edition import MANIFEST_NAME, SIGNATURE_NAME, Manifest
from schemas.language import Language
from schemas.latest import LatestEdition

WELL, CHANGED, NO_EDITION, UNKNOWN_SIGNER, NOT_LATEST = 0, 1, 2, 3, 4
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
    "latest": {
        "ru": "Это последнее издание: так подписано {said} UTC, верить этому можно до {until} UTC.",
        "en": "This is the latest edition: so it was signed {said} UTC, to be relied on until {until} UTC.",
    },
    "superseded": {
        "ru": "Издание подлинное, но не последнее: есть издание № {newest}. Возьмите его там, где его опубликовали.",
        "en": "The edition is genuine but not the latest: there is edition {newest}. Get it where it was published.",
    },
    "latest_expired": {
        "ru": "Последнее ли это издание, неизвестно: сведения от {said} UTC устарели. Возьмите свежие.",
        "en": "Whether this is the latest edition is unknown: the word of {said} UTC is out of date. Get a fresh one.",
    },
    "latest_of_another": {
        "ru": "Сведения о последнем издании относятся к другому документу.",
        "en": "The word on the latest edition is about another document.",
    },
    "latest_differs": {
        "ru": "Под этим номером подписано другое издание: не доверяйте ни одному и спросите того, кто их издал.",
        "en": "Another edition was signed under this number: trust neither and ask the publisher.",
    },
    "latest_unreadable": {
        "ru": "Сведения о последнем издании изменены или записаны неизвестным образом: возьмите их заново.",
        "en": "The word on the latest edition was changed or is written in an unknown way: get it again.",
    },
    "latest_by_unknown": {
        "ru": "Сведения о последнем издании подписаны неизвестным ключом: им нельзя верить.",
        "en": "The word on the latest edition is signed with an unknown key: it cannot be relied on.",
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
    """The result of a check; `manifest` and `key` are there once the signature was found good, `said` if asked for."""

    exit_code: int
    findings: tuple[Finding, ...]
    manifest: Manifest | None = None
    key: str = ""
    said: LatestEdition | None = None

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
        if self.said is not None:
            facts |= {
                "newest": str(self.said.edition_number),
                "said": self.said.at.strftime("%Y-%m-%d %H:%M"),
                "until": self.said.valid_until.strftime("%Y-%m-%d %H:%M"),
            }
        shown = [
            SENTENCES[finding.code][language].format_map(facts | {"name": finding.name}) for finding in self.findings
        ]
        return ["".join(sign if sign.isprintable() else "?" for sign in line) for line in shown]


def verify(
    path: Path,
    *,
    known_keys: Set[str],
    key: str | None = None,
    latest: Path | None = None,
    now: datetime | None = None,
) -> Verification:
    """Check the edition at `path`; `key` names the only signer to trust, otherwise `known_keys` are trusted.

    `latest` is a signed word on the latest edition, as the API gives it out: with it the edition has to be that one
    at the instant `now` (UTC), and a key that a trusted one named as following it is trusted too.
    Exit codes: 0 all well; 1 something changed, missing, extra, or a bad signature; 2 not an edition;
    3 all well but for a signer who is not trusted; 4 genuine, but not shown to be the latest.
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
    trusted = known_keys if key is None else {key}
    if latest is None:
        return _checked(source, names, trusted)
    return _with_latest(source, names, trusted, latest, now or datetime.now(UTC))


def _with_latest(source: Source, names: Set[str], trusted: Set[str], latest: Path, now: datetime) -> Verification:
    try:
        said, signed_by, trusted = read_latest(latest, trusted)
    except (NoStatement, OSError):
        return _told(_checked(source, names, trusted), "latest_unreadable")
    checked = replace(_checked(source, names, trusted), said=said)
    if checked.manifest is None:
        return checked
    if signed_by not in trusted:
        return _told(checked, "latest_by_unknown")
    manifest = read_small(source, MANIFEST_NAME, MOST_MANIFEST_BYTES) or b""
    return _told(checked, standing(checked.manifest, sha256_hex(manifest), said, now))


def _told(checked: Verification, code: str) -> Verification:
    """The check with what the word on the latest edition adds to it."""
    worse = {"latest": WELL, "latest_differs": CHANGED}.get(code, NOT_LATEST)
    return replace(checked, exit_code=checked.exit_code or worse, findings=(*checked.findings, Finding(code)))


def verify_command(
    path: Path, key: str | None, keys_folder: Path, language: Language, latest: Path | None = None
) -> int:
    """Check, print what was found, return the exit code; the installation whose keys lie in that folder is known."""
    known = frozenset(KeyFolder(keys_folder).public_keys())
    result = verify(path, known_keys=known, key=key, latest=latest)
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
