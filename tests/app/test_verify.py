"""The offline check of an edition: whatever was done to its files is named, and nothing hostile is unpacked."""

import base64
import json
import os
import resource
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from activities.edition.keys import KeyFolder
from app.verify import Finding, Verification, verify, verify_command
from domain.edition import manifest_bytes, manifest_of
from schemas.canonical import canonical_json
from schemas.edition import MANIFEST_NAME, SIGNATURE_NAME, EditionContent, EditionSection

BODIES = {"edition.html": b"<p>page</p>", "edition.pdf": b"%PDF", "edition.md": "текст".encode()}
Packing = Callable[[dict[str, bytes], Path], Path]


def _files(keys: KeyFolder, number: int = 1, bodies: dict[str, bytes] = BODIES) -> dict[str, bytes]:
    part = EditionSection(
        id="s", number="1", title="Раздел", revision_id="r", revision_number=1, text_hash="0" * 64, ast={"blocks": []}
    )
    content = EditionContent(
        installation_id="i",
        document_id="d",
        title="Стратегия",
        number=number,
        date=date(2026, 11, 22),
        published_at=datetime(2026, 11, 22, 9, number, tzinfo=UTC),
        sections=(part,),
    )
    key = keys.current()
    manifest = manifest_bytes(manifest_of(content, bodies, key.fingerprint))
    return {**bodies, MANIFEST_NAME: manifest, SIGNATURE_NAME: key.sign(manifest)}


def _folder(files: dict[str, bytes], path: Path) -> Path:
    path.mkdir()
    for name, body in files.items():
        (path / name).write_bytes(body)
    return path


def _zip(files: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return path.with_suffix(".zip")


def _zip_of_folder(files: dict[str, bytes], path: Path) -> Path:
    return _zip({f"издание 1/{name}": body for name, body in files.items()}, path)


packings = pytest.mark.parametrize("pack", [_folder, _zip, _zip_of_folder])


@pytest.fixture
def keys(tmp_path: Path) -> KeyFolder:
    return KeyFolder(tmp_path / "keys")


def _check(path: Path, keys: KeyFolder) -> tuple[int, list[tuple[str, str]]]:
    result = verify(path, known_keys=frozenset(keys.public_keys()))
    return result.exit_code, [(found.code, found.name) for found in result.findings if found.code != "edition"]


@packings
def test_an_untouched_edition_is_well(pack: Packing, keys: KeyFolder, tmp_path: Path) -> None:
    assert _check(pack(_files(keys), tmp_path / "e"), keys) == (0, [("well", "")])


@packings
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"edition.pdf": b"%PDf"}, [("changed", "edition.pdf")]),
        ({"edition.pdf": b""}, [("changed", "edition.pdf")]),
        ({"edition.pdf": b"%PDF" + b"x" * (1 << 21)}, [("changed", "edition.pdf")]),
        ({"edition.pdf": None}, [("missing", "edition.pdf")]),
        ({"note.txt": b"x"}, [("extra", "note.txt")]),
        ({"Edition.exe": b"x", "edition.md": None}, [("missing", "edition.md"), ("extra", "Edition.exe")]),
        (
            {"edition.pdf": BODIES["edition.html"], "edition.html": BODIES["edition.pdf"]},
            [("changed", "edition.html"), ("changed", "edition.pdf")],
        ),
        ({SIGNATURE_NAME: None}, [("missing", SIGNATURE_NAME)]),
        ({SIGNATURE_NAME: b""}, [("bad_signature", "")]),
        ({SIGNATURE_NAME: b"x" * (1 << 17)}, [("bad_signature", "")]),
    ],
)
def test_whatever_was_done_to_a_file_is_named(
    pack: Packing, keys: KeyFolder, tmp_path: Path, change: dict[str, bytes | None], expected: list[tuple[str, str]]
) -> None:
    files = {name: body for name, body in (_files(keys) | change).items() if body is not None}
    assert _check(pack(files, tmp_path / "e"), keys) == (1, expected)


def test_any_byte_of_any_file_counts(keys: KeyFolder, tmp_path: Path) -> None:
    files = _files(keys)
    folder = _folder(files, tmp_path / "e")
    for name, body in files.items():
        wanted = [("bad_signature", "")] if name in (MANIFEST_NAME, SIGNATURE_NAME) else [("changed", name)]
        for place in range(len(body)):
            (folder / name).write_bytes(body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :])
            code, found = _check(folder, keys)
            assert (code, found) == (1, wanted), (name, place)
        (folder / name).write_bytes(body)
    assert _check(folder, keys) == (0, [("well", "")])


def test_a_signature_file_can_be_written_in_one_way_only(keys: KeyFolder, tmp_path: Path) -> None:
    files = _files(keys)
    said = json.loads(files[SIGNATURE_NAME])
    spare = {name: _with_spare_bits(said[name]) for name in ("public_key", "signature")}
    for fields in ({"public_key": spare["public_key"]}, {"signature": spare["signature"]}):
        changed = files | {SIGNATURE_NAME: (canonical_json(said | fields) + "\n").encode()}
        assert _check(_folder(changed, tmp_path / next(iter(fields))), keys) == (1, [("bad_signature", "")])
    loose = files | {SIGNATURE_NAME: json.dumps(said).encode()}
    assert _check(_folder(loose, tmp_path / "loose"), keys) == (1, [("bad_signature", "")])


def _with_spare_bits(text: str) -> str:
    """Another base64 text of the same bytes."""
    ending = text.rstrip("=")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = ending[:-1] + alphabet[alphabet.index(ending[-1]) + 1] + "=" * (len(text) - len(ending))
    assert base64.b64decode(other) == base64.b64decode(text)
    return other


def test_a_signature_by_another_key_does_not_fit(keys: KeyFolder, tmp_path: Path) -> None:
    stranger = KeyFolder(tmp_path / "stranger")
    files = _files(keys)
    files[SIGNATURE_NAME] = stranger.current().sign(files[MANIFEST_NAME])
    assert _check(_folder(files, tmp_path / "e"), keys) == (1, [("bad_signature", "")])


def test_a_signature_of_another_edition_does_not_fit(keys: KeyFolder, tmp_path: Path) -> None:
    files = _files(keys) | {SIGNATURE_NAME: _files(keys, number=2)[SIGNATURE_NAME]}
    assert _check(_folder(files, tmp_path / "e"), keys) == (1, [("bad_signature", "")])


@pytest.mark.parametrize("fields", [{"alg": "none"}, {"key": "ed25519:" + "0" * 32}, {"public_key": "%"}])
def test_a_signature_file_that_says_something_else_is_refused(
    fields: dict[str, str], keys: KeyFolder, tmp_path: Path
) -> None:
    files = _files(keys)
    files[SIGNATURE_NAME] = (canonical_json(json.loads(files[SIGNATURE_NAME]) | fields) + "\n").encode()
    assert _check(_folder(files, tmp_path / "e"), keys) == (1, [("bad_signature", "")])


@packings
def test_an_older_manifest_under_the_same_name_does_not_fit_newer_files(
    pack: Packing, keys: KeyFolder, tmp_path: Path
) -> None:
    older = _files(keys, number=1)
    newer = _files(keys, number=2, bodies={**BODIES, "edition.md": "новый текст".encode()})
    mixed = newer | {name: older[name] for name in (MANIFEST_NAME, SIGNATURE_NAME)}
    assert _check(pack(mixed, tmp_path / "e"), keys) == (1, [("changed", "edition.md")])


@packings
def test_an_unknown_signer_is_said(pack: Packing, keys: KeyFolder, tmp_path: Path) -> None:
    stranger = KeyFolder(tmp_path / "stranger")
    path = pack(_files(stranger), tmp_path / "e")
    assert _check(path, keys) == (3, [("unknown_signer", "")])
    assert verify(path, known_keys=frozenset(), key=stranger.current().fingerprint).exit_code == 0
    assert verify(path, known_keys=frozenset(), key=keys.current().fingerprint).exit_code == 3


def test_a_named_key_is_the_only_one_trusted(keys: KeyFolder, tmp_path: Path) -> None:
    path = _folder(_files(keys), tmp_path / "e")
    other = KeyFolder(tmp_path / "other").current().fingerprint
    assert verify(path, known_keys=frozenset(keys.public_keys()), key=other).exit_code == 3


def test_a_change_weighs_more_than_an_unknown_signer(keys: KeyFolder, tmp_path: Path) -> None:
    files = _files(KeyFolder(tmp_path / "stranger")) | {"edition.md": b"x"}
    assert _check(_folder(files, tmp_path / "e"), keys) == (1, [("changed", "edition.md"), ("unknown_signer", "")])


def test_an_edition_signed_before_rotation_stays_well_until_its_key_is_revoked(keys: KeyFolder, tmp_path: Path) -> None:
    old = _folder(_files(keys), tmp_path / "old")
    old_key = keys.current().fingerprint
    keys.rotate(datetime(2026, 11, 22, tzinfo=UTC))
    new = _folder(_files(keys), tmp_path / "new")
    assert [_check(path, keys)[0] for path in (old, new)] == [0, 0]
    (tmp_path / "keys" / f"{old_key.replace(':', '-')}.pub").unlink()
    assert [_check(path, keys)[0] for path in (old, new)] == [3, 0]


def test_a_manifest_of_an_unknown_format_is_not_guessed_at(keys: KeyFolder, tmp_path: Path) -> None:
    for place, manifest in enumerate(
        (b"{}", b"[" * 100_000, _files(keys)[MANIFEST_NAME].replace(b'"format":1', b'"format":2'))
    ):
        files = {MANIFEST_NAME: manifest, SIGNATURE_NAME: keys.current().sign(manifest)}
        assert _check(_folder(files, tmp_path / str(place)), keys) == (2, [("unreadable_manifest", "")])


def _nothing(path: Path) -> Path:
    return path


def _empty_folder(path: Path) -> Path:
    path.mkdir()
    return path


def _text_file(path: Path) -> Path:
    path.write_text("не архив")
    return path


def _cut_zip(path: Path) -> Path:
    made = _zip({MANIFEST_NAME: b"{}"}, path)
    made.write_bytes(made.read_bytes()[:-5])
    return made


@pytest.mark.parametrize("make", [_nothing, _empty_folder, _text_file, _cut_zip])
def test_what_is_no_edition_is_said_to_be_none(make: Callable[[Path], Path], keys: KeyFolder, tmp_path: Path) -> None:
    path = make(tmp_path / "e")
    assert _check(path, keys) == (2, [("not_an_edition", path.name)])


def test_a_fingerprint_that_is_none_is_refused(keys: KeyFolder, tmp_path: Path) -> None:
    path = _folder(_files(keys), tmp_path / "e")
    for key in ("", "ed25519:", "ED25519:" + "0" * 32, "0" * 32, "ed25519:" + "0" * 33):
        assert verify(path, known_keys=frozenset(), key=key).exit_code == 2


@pytest.mark.parametrize(
    "name",
    ["../evil", "/evil", "a/../../evil", "a\\evil", "C:evil", "manifest.JSON", "a\0b"],
)
def test_an_archive_with_a_hostile_name_is_not_opened(name: str, keys: KeyFolder, tmp_path: Path) -> None:
    path = _zip(_files(keys), tmp_path / "e")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("X" * len(name), b"x")
    path.write_bytes(path.read_bytes().replace(b"X" * len(name), name.encode()))
    before = sorted(tmp_path.rglob("*"))
    assert _check(path, keys) == (2, [("unsafe_archive", "e.zip")])
    assert sorted(tmp_path.rglob("*")) == sorted({*before, tmp_path / "keys"})


def _link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("edition.link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize("entries", [[_link()], [zipfile.ZipInfo(f"{place}") for place in range(1001)]])
def test_an_archive_with_links_or_crowds_is_not_opened(
    entries: list[zipfile.ZipInfo], keys: KeyFolder, tmp_path: Path
) -> None:
    path = _zip(_files(keys), tmp_path / "e")
    with zipfile.ZipFile(path, "a") as archive:
        for entry in entries:
            archive.writestr(entry, b"/etc/passwd")
    assert _check(path, keys) == (2, [("unsafe_archive", "e.zip")])


def test_an_encrypted_archive_is_not_opened(keys: KeyFolder, tmp_path: Path) -> None:
    path = _zip({"edition.md": b"x"}, tmp_path / "e")
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert _check(path, keys) == (2, [("unsafe_archive", "e.zip")])


def test_a_bomb_in_place_of_a_file_is_not_unpacked(keys: KeyFolder, tmp_path: Path) -> None:
    files = _files(keys)
    path = _zip(files | {"edition.pdf": bytes(400 << 20), "extra.bin": bytes(400 << 20)}, tmp_path / "e")
    before = resource.getrusage(resource.RUSAGE_SELF)
    assert _check(path, keys) == (1, [("changed", "edition.pdf"), ("extra", "extra.bin")])
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert after.ru_utime - before.ru_utime < 1


def test_a_damaged_entry_is_named(keys: KeyFolder, tmp_path: Path) -> None:
    files = _files(keys)
    path = tmp_path / "e.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    path.write_bytes(path.read_bytes().replace(b"<p>page</p>", b"<p>PAGE</p>"))
    assert _check(path, keys) == (1, [("changed", "edition.html")])


def test_links_and_pipes_in_a_folder_are_not_followed(keys: KeyFolder, tmp_path: Path) -> None:
    folder = _folder(_files(keys), tmp_path / "e")
    elsewhere = tmp_path / "elsewhere"
    (folder / "edition.pdf").rename(elsewhere)
    (folder / "edition.pdf").symlink_to(elsewhere)
    (folder / "round").symlink_to(tmp_path)
    (folder / "edition.md").unlink()
    os.mkfifo(folder / "edition.md")
    (folder / "under").mkdir()
    (folder / "under" / "edition.html").write_bytes(BODIES["edition.html"])
    assert _check(folder, keys) == (
        1,
        [("changed", "edition.md"), ("changed", "edition.pdf"), ("extra", "round"), ("extra", "under/edition.html")],
    )


def test_the_command_prints_sentences_and_returns_the_code(
    keys: KeyFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _folder(_files(keys), tmp_path / "e")
    key = keys.current().fingerprint
    assert verify_command(folder, None, tmp_path / "keys", "ru") == 0
    assert capsys.readouterr().out == (
        f"Издание № 1 «Стратегия», опубликовано 2026-11-22 09:01 UTC, подписано ключом {key}.\n"
        "Всё на месте: подпись верна, файлов проверено: 3.\n"
    )
    (folder / "edition.md").write_bytes(b"x")
    assert verify_command(folder, None, tmp_path / "nowhere", "en") == 1
    assert capsys.readouterr().out == (
        f"Edition 1 “Стратегия”, published 2026-11-22 09:01 UTC, signed with the key {key}.\n"
        "Changed file: edition.md.\n"
        f"The signature is good, but the signer is unknown: key {key}. Compare the key's fingerprint with "
        f"the publisher's and repeat with --key {key}.\n"
    )


def test_a_name_cannot_write_on_the_terminal() -> None:
    result = Verification(1, (Finding("extra", "a\x1b[2J\nb\u202e"),))
    assert result.lines("en") == ["Extra file that the manifest does not list: a?[2J?b?."]


def test_the_check_needs_neither_temporal_nor_the_database() -> None:
    code = "import sys, app.verify; print(sorted({'temporalio', 'sqlmodel', 'sqlalchemy'} & set(sys.modules)))"
    root = Path(__file__).parents[2]
    shown = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True, text=True)
    assert shown.stdout == "[]\n"
