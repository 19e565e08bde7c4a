"""Keys of an installation: made once, kept to their owner, rotated without forgetting."""

import base64
import json
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from activities.edition.keys import PRIVATE_NAME, KeyFolder
from domain.edition import fingerprint


def test_first_use_makes_a_key_that_stays(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    first = KeyFolder(folder).current()
    assert KeyFolder(folder).current().fingerprint == first.fingerprint
    assert stat.S_IMODE((folder / PRIVATE_NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert KeyFolder(folder).public_keys() == {first.fingerprint: first.public}


def test_rotation_signs_with_a_new_key_and_knows_the_old(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path)
    old = folder.current()
    new = folder.rotate(datetime(2026, 11, 22, tzinfo=UTC))
    assert folder.current().fingerprint == new.fingerprint != old.fingerprint
    assert folder.public_keys() == {key.fingerprint: key.public for key in (old, new)}


def test_a_folder_without_keys_knows_none(tmp_path: Path) -> None:
    assert KeyFolder(tmp_path / "nowhere").public_keys() == {}


def test_signature_file_verifies_by_what_it_says_itself(tmp_path: Path) -> None:
    key = KeyFolder(tmp_path).current()
    signed = json.loads(key.sign(b"manifest"))
    public = base64.b64decode(signed["public_key"])
    assert (signed["alg"], signed["key"]) == ("Ed25519", fingerprint(public))
    Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(signed["signature"]), b"manifest")
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(signed["signature"]), b"manifesT")


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from activities.edition.keys import KeyFolder; "
        "print(KeyFolder(Path(sys.argv[1])).current().fingerprint)"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "keys")],
            cwd=Path(__file__).parents[3], stdout=subprocess.PIPE, text=True,
        )
        for _ in range(4)
    ]  # fmt: skip
    said = {process.communicate()[0].strip() for process in started}
    assert [process.returncode for process in started] == [0, 0, 0, 0]
    assert said == set(KeyFolder(tmp_path / "keys").public_keys())
    assert len(said) == 1
