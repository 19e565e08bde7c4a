"""An edition with the signed word on the latest one: rollback, freeze and mixing are named, rotation is followed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from activities.edition.keys import KeyFolder
from app.latest_check import NoStatement, read_latest
from app.verify import verify, verify_command
from domain.latest import VALID
from schemas.canonical import sha256_hex
from schemas.edition import MANIFEST_NAME, SIGNATURE_NAME
from schemas.latest import LatestEdition, Succession
from tests.app.test_verify import BODIES, _files, _folder

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NEWER = {**BODIES, "edition.md": "новый текст".encode()}


@pytest.fixture
def keys(tmp_path: Path) -> KeyFolder:
    return KeyFolder(tmp_path / "keys")


def word(keys: KeyFolder, files: dict[str, bytes], number: int, at: datetime = NOW, **changed: object) -> bytes:
    """What the API gives out about the edition of these files."""
    key = keys.current()
    said = LatestEdition(
        installation_id="i",
        document_id="d",
        edition_number=number,
        manifest=sha256_hex(files[MANIFEST_NAME]),
        published_at=NOW - timedelta(days=1),
        at=at,
        valid_until=at + VALID,
        key=key.fingerprint,
    )
    statement = said.model_copy(update=changed).written().encode()
    return statement + key.sign(statement) + b"".join(keys.successions())


def check(
    tmp_path: Path, files: dict[str, bytes], latest: bytes, known: set[str], now: datetime = NOW
) -> tuple[int, list[str]]:
    """The exit code and the findings about an edition in a folder."""
    place = tmp_path / f"e{len(list(tmp_path.iterdir()))}"
    file = tmp_path / f"{place.name}.jsonl"
    file.write_bytes(latest)
    result = verify(_folder(files, place), known_keys=known, latest=file, now=now)
    assert result.lines("ru")
    assert len(result.lines("en")) == len(result.findings)
    return result.exit_code, [found.code for found in result.findings if found.code not in ("edition", "well")]


def test_the_latest_edition_is_said_to_be_it(keys: KeyFolder, tmp_path: Path) -> None:
    files = _files(keys, number=2)
    assert check(tmp_path, files, word(keys, files, 2), set(keys.public_keys())) == (0, ["latest"])


@pytest.mark.parametrize("age", [timedelta(), VALID, timedelta(days=4000)], ids=["fresh", "expired", "ancient"])
def test_an_older_edition_is_named_whatever_the_age_of_the_word(
    keys: KeyFolder, tmp_path: Path, age: timedelta
) -> None:
    older, newer = _files(keys, number=1), _files(keys, number=2, bodies=NEWER)
    assert check(tmp_path, older, word(keys, newer, 2), set(keys.public_keys()), NOW + age) == (4, ["superseded"])


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (NOW + VALID - timedelta(seconds=1), (0, ["latest"])),
        (NOW + VALID, (4, ["latest_expired"])),
        (NOW + timedelta(days=300), (4, ["latest_expired"])),
    ],
)
def test_a_word_that_was_kept_back_expires(
    keys: KeyFolder, tmp_path: Path, now: datetime, expected: tuple[int, list[str]]
) -> None:
    older = _files(keys, number=1)
    assert check(tmp_path, older, word(keys, older, 1), set(keys.public_keys()), now) == expected


def test_a_word_older_than_the_edition_shows_nothing(keys: KeyFolder, tmp_path: Path) -> None:
    older, newer = _files(keys, number=1), _files(keys, number=2, bodies=NEWER)
    assert check(tmp_path, newer, word(keys, older, 1), set(keys.public_keys())) == (4, ["latest_expired"])


def test_two_editions_of_one_number_are_named(keys: KeyFolder, tmp_path: Path) -> None:
    one, other = _files(keys, number=2), _files(keys, number=2, bodies=NEWER)
    assert check(tmp_path, one, word(keys, other, 2), set(keys.public_keys())) == (1, ["latest_differs"])


@pytest.mark.parametrize("changed", [{"document_id": "x"}, {"installation_id": "x"}, {"format": 2}])
def test_a_word_about_another_document_shows_nothing(
    keys: KeyFolder, tmp_path: Path, changed: dict[str, object]
) -> None:
    files = _files(keys)
    assert check(tmp_path, files, word(keys, files, 1, **changed), set(keys.public_keys())) == (
        4,
        ["latest_of_another"],
    )


@pytest.mark.parametrize("mixed", [(MANIFEST_NAME,), (SIGNATURE_NAME,), (MANIFEST_NAME, SIGNATURE_NAME)])
def test_files_of_two_editions_never_pass(keys: KeyFolder, tmp_path: Path, mixed: tuple[str, ...]) -> None:
    older, newer = _files(keys, number=1), _files(keys, number=2, bodies=NEWER)
    latest, known = word(keys, newer, 2), set(keys.public_keys())
    code, findings = check(tmp_path, newer | {name: older[name] for name in mixed}, latest, known)
    assert code == 1
    assert set(findings) & {"changed", "bad_signature"}
    code, findings = check(tmp_path, older | {name: newer[name] for name in mixed}, latest, known)
    assert code == 1
    assert set(findings) & {"changed", "bad_signature"}


def test_any_byte_of_the_word_counts(keys: KeyFolder, tmp_path: Path) -> None:
    content = word(keys, _files(keys), 1)
    file, known = tmp_path / "latest", set(keys.public_keys())
    file.write_bytes(content)
    assert read_latest(file, known)[1] == keys.current().fingerprint
    for place in range(len(content)):
        file.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(NoStatement):
            read_latest(file, known)


@pytest.mark.parametrize("content", [b"", b"{}", b"\n\n", b"[" * 100_000 + b"\n{}\n", b"x" * (2 << 20)], ids=len)
def test_what_is_no_word_is_said_to_be_none(keys: KeyFolder, tmp_path: Path, content: bytes) -> None:
    assert check(tmp_path, _files(keys), content, set(keys.public_keys())) == (4, ["latest_unreadable"])


def test_a_word_by_a_stranger_or_a_revoked_key_is_not_relied_on(keys: KeyFolder, tmp_path: Path) -> None:
    files, stranger = _files(keys), KeyFolder(tmp_path / "stranger")
    assert check(tmp_path, files, word(stranger, files, 1), set(keys.public_keys())) == (4, ["latest_by_unknown"])
    revoked = keys.current().fingerprint
    keys.rotate(NOW)
    assert check(tmp_path, files, word(keys, files, 1), set(keys.public_keys()) - {revoked}) == (
        3,
        ["unknown_signer", "latest"],
    )


def test_who_knows_the_first_key_alone_follows_rotations(keys: KeyFolder, tmp_path: Path) -> None:
    first, old = keys.current().fingerprint, _files(keys, number=1)
    for days in (1, 2):
        keys.rotate(NOW + timedelta(days=days))
    new = _files(keys, number=2, bodies=NEWER)
    assert check(tmp_path, new, word(keys, new, 2), {first}) == (0, ["latest"])
    assert check(tmp_path, old, word(keys, old, 1), {first}) == (0, ["latest"])
    last = keys.current().fingerprint
    assert check(tmp_path, old, word(keys, old, 1), {last}) == (3, ["unknown_signer", "latest"])


@pytest.mark.parametrize("forged", ["in the name of the known key", "in the stranger's own", "nonsense", "nothing"])
def test_nobody_else_names_a_key_to_follow(keys: KeyFolder, tmp_path: Path, forged: str) -> None:
    stranger, first = KeyFolder(tmp_path / "stranger"), keys.current().fingerprint
    new = stranger.current()
    statement = Succession(old=first if "known" in forged else new.fingerprint, new=new.fingerprint, at=NOW).written()
    lines = {"nonsense": b"{}\n{}\n", "nothing": b""}.get(forged, statement.encode() + new.sign(statement.encode()))
    files = _files(stranger)
    assert check(tmp_path, files, word(stranger, files, 1) + lines, {first}) == (
        3,
        ["unknown_signer", "latest_by_unknown"],
    )


def test_the_command_takes_the_word(keys: KeyFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = _files(keys)
    file = tmp_path / "latest.jsonl"
    file.write_bytes(word(keys, files, 1, at=datetime.now(UTC)))
    folder = _folder(files, tmp_path / "e")
    assert verify_command(folder, None, tmp_path / "keys", "ru", file) == 0
    assert "Это последнее издание" in capsys.readouterr().out
    assert verify_command(folder, None, tmp_path / "keys", "en", tmp_path / "nowhere") == 4
    assert "get it again" in capsys.readouterr().out
