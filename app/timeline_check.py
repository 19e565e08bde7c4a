"""Checks an exported timeline with no server and no database: `veche audit verify-file`."""

import json
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from activities.edition.keys import KeyFolder, signer
from app.verify import FINGERPRINT
from domain.merkle import leaf_hash, root_from
from schemas.canonical import canonical_json, sha256_hex
from schemas.checkpoint import Statement
from schemas.language import Language
from schemas.timeline import TIMELINE_FORMAT, TimelineLine, TimelineProof, TimelineTop

Part = TypeVar("Part", TimelineTop, TimelineLine, TimelineProof)

WELL, CHANGED, NO_TIMELINE, UNKNOWN_SIGNER = 0, 1, 2, 3
MOST_BYTES = 256 << 20

SENTENCES: dict[str, dict[Language, str]] = {
    "not_a_timeline": {
        "ru": "Это не выгрузка хода работы: нужен файл, который отдаёт Вече.",
        "en": "This is no exported timeline: a file as Veche gives it out is needed.",
    },
    "bad_fingerprint": {
        "ru": "Отпечаток ключа пишется так: ed25519: и 32 шестнадцатеричные цифры.",
        "en": "A key's fingerprint is written ed25519: and 32 hexadecimal digits.",
    },
    "top": {"ru": "Изменена первая строка файла.", "en": "The first line of the file was changed."},
    "entry": {"ru": "Запись {place} изменена.", "en": "Entry {place} was changed."},
    "missing": {
        "ru": "Запись {place} удалена, вставлена или стоит не на своём месте.",
        "en": "Entry {place} was deleted, put in, or does not stand in its own place.",
    },
    "reason": {
        "ru": "Основание в записи {place} не то, которое записано.",
        "en": "The reason in entry {place} is not the one on record.",
    },
    "checkpoint": {"ru": "Контрольная точка изменена.", "en": "The checkpoint was changed."},
    "checkpoint_entry": {
        "ru": "Контрольная точка подписывает другую запись {place}.",
        "en": "The checkpoint signs another entry {place}.",
    },
    "signature": {
        "ru": "Подпись под файлом не подходит: в нём изменён хотя бы один знак.",
        "en": "The signature under the file does not fit: at least one character in it was changed.",
    },
    "unknown_signer": {
        "ru": "Подпись верна, но подписавший не известен: ключ {place}. Сверьте отпечаток и повторите с --key {place}.",
        "en": "The signature is good, but the signer is unknown: key {place}. Compare the fingerprint and repeat with "
        "--key {place}.",
    },
    "well": {
        "ru": "Всё так, как было записано. Записей: {place}.",
        "en": "All is as it was recorded. Entries: {place}.",
    },
    "covered": {
        "ru": "Контрольная точка {place} подтверждает записи до {seq} включительно; подписано {at} UTC.",
        "en": "Checkpoint {place} confirms the entries up to {seq}; signed {at} UTC.",
    },
    "uncovered": {
        "ru": "Контрольная точка этих записей ещё не подтверждает: за них ручается только подпись под файлом.",
        "en": "No checkpoint confirms these entries yet: only the signature under the file vouches for them.",
    },
}


@dataclass(frozen=True)
class Checked:
    """The exit code, and what to tell: keys of `SENTENCES` with what fills them."""

    exit_code: int
    findings: tuple[tuple[str, dict[str, str]], ...]

    def lines(self, language: Language) -> list[str]:
        """What to tell a person, a line each, safe to print on a terminal."""
        told = [SENTENCES[code][language].format_map(facts) for code, facts in self.findings]
        return ["".join(sign if sign.isprintable() else "?" for sign in line) for line in told]


def check_timeline(content: bytes, *, known_keys: Set[str], key: str | None = None) -> Checked:
    """Check an exported timeline; `key` names the only signer to trust, otherwise `known_keys` are trusted.

    Exit codes: 0 all well; 1 something was changed; 2 no timeline; 3 all well but for a signer who is not trusted.
    """
    if key is not None and not FINGERPRINT.fullmatch(key):
        return _stop(NO_TIMELINE, "bad_fingerprint")
    lines = content.splitlines(keepends=True)
    if len(lines) < 3 or b'"veche-timeline"' not in lines[0]:
        return _stop(NO_TIMELINE, "not_a_timeline")
    signed_by = signer(b"".join(lines[:-1]), lines[-1])
    parts = _read(lines[:-1])
    if isinstance(parts, Checked):
        return parts
    top, entries, proof = parts
    fault = _fault_of_entries(top, entries) or _fault_of_proof(top, entries, proof)
    if fault is not None:
        return fault
    if signed_by is None:
        return _stop(CHANGED, "signature")
    trusted = known_keys if key is None else {key}
    if signed_by not in trusted:
        return _stop(UNKNOWN_SIGNER, "unknown_signer", signed_by)
    if proof.statement and Statement.model_validate_json(proof.statement).key not in {*trusted, *known_keys}:
        return _stop(UNKNOWN_SIGNER, "unknown_signer", Statement.model_validate_json(proof.statement).key)
    return Checked(WELL, (("well", {"place": str(len(entries))}), _coverage(proof)))


def check_command(file: Path, key: str | None, keys_folder: Path, language: Language) -> int:
    """Check, print what was found, return the exit code; the installation whose keys lie in that folder is known."""
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES)
    except OSError:
        content = b""
    checked = check_timeline(content, known_keys=frozenset(KeyFolder(keys_folder).public_keys()), key=key)
    for line in checked.lines(language):
        print(line)
    return checked.exit_code


def _stop(exit_code: int, code: str, place: object = "") -> Checked:
    return Checked(exit_code, ((code, {"place": str(place)}),))


def _read(lines: list[bytes]) -> tuple[TimelineTop, list[TimelineLine], TimelineProof] | Checked:
    """The parts; a line that is not written as it would be is a changed one."""
    top = _line(TimelineTop, lines[0])
    if top is None or top.format != TIMELINE_FORMAT:
        return _stop(CHANGED, "top")
    entries = []
    for number, line in enumerate(lines[1:-1], start=1):
        entry = _line(TimelineLine, line)
        if entry is None:
            return _stop(CHANGED, "entry", number)
        entries.append(entry)
    proof = _line(TimelineProof, lines[-1])
    return (top, entries, proof) if proof is not None else _stop(CHANGED, "checkpoint")


def _line(kind: type[Part], line: bytes) -> Part | None:
    try:
        part = kind.model_validate_json(line)
    except ValidationError:
        return None
    return part if (canonical_json(part.model_dump(mode="json")) + "\n").encode() == line else None


def _fault_of_entries(top: TimelineTop, entries: list[TimelineLine]) -> Checked | None:
    tail = ""
    for number, entry in enumerate(entries, start=1):
        if entry.hash != sha256_hex(f"{entry.previous}\n{entry.body}".encode()):
            return _stop(CHANGED, "entry", number)
        body = json.loads(entry.body)
        if (body["stream"], body["seq"], entry.seq, entry.previous) != (top.stream_id, number, number, tail):
            return _stop(CHANGED, "missing", number)
        note = body["event"].get("note")
        reason = entry.reason
        if reason is not None and (
            note is None or note["hash"] != sha256_hex(f"{reason.salt}\n{reason.text}".encode())
        ):
            return _stop(CHANGED, "reason", number)
        tail = entry.hash
    return None if len(entries) == top.entries else _stop(CHANGED, "missing", len(entries) + 1)


def _fault_of_proof(top: TimelineTop, entries: list[TimelineLine], proof: TimelineProof) -> Checked | None:
    if proof.head is None:
        return None if proof == TimelineProof() else _stop(CHANGED, "checkpoint")
    try:
        statement = Statement.model_validate_json(proof.statement)
        root = root_from(leaf_hash(proof.head.leaf), proof.head.place, statement.streams, proof.path)
    except ValueError:
        return _stop(CHANGED, "checkpoint")
    if signer(proof.statement.encode(), proof.signature.encode()) != statement.key or root != statement.root:
        return _stop(CHANGED, "checkpoint")
    if (statement.installation_id, proof.head.stream_id) != (top.installation_id, top.stream_id):
        return _stop(CHANGED, "checkpoint")
    covered = proof.head.seq <= len(entries) and entries[proof.head.seq - 1].hash == proof.head.tail
    return None if covered else _stop(CHANGED, "checkpoint_entry", proof.head.seq)


def _coverage(proof: TimelineProof) -> tuple[str, dict[str, str]]:
    if proof.head is None:
        return "uncovered", {}
    statement = Statement.model_validate_json(proof.statement)
    at = statement.at.strftime("%Y-%m-%d %H:%M")
    return "covered", {"place": str(statement.number), "seq": str(proof.head.seq), "at": at}
