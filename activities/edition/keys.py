"""The installation's signing keys, kept in a folder, and the signature over a manifest."""

import base64
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from domain.edition import fingerprint
from schemas.edition import SignatureFile
from schemas.latest import Succession

PRIVATE_NAME = "signing.key"
SEALED_NAME = "signing.key.encrypted"
SUCCESSION_ENDING = ".succession"
"""Of the files that say, signed by the old key, which key came after it."""


@dataclass(frozen=True)
class SigningKey:
    """A private key with the fingerprint of its public half."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """The raw public key, 32 bytes."""
        return self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def fingerprint(self) -> str:
        """How the key is named in manifests and by `veche verify --key`."""
        return fingerprint(self.public)

    def sign(self, manifest: bytes) -> bytes:
        """The signature file over exactly these bytes (RFC 8032, algorithm name by RFC 9864)."""
        return SignatureFile(
            alg="Ed25519",
            key=self.fingerprint,
            public_key=base64.b64encode(self.public).decode(),
            signature=base64.b64encode(self.private.sign(manifest)).decode(),
        ).written()


def signer(content: bytes, signature: bytes) -> str | None:
    """The fingerprint of the key that signed exactly these bytes, or None; whether to trust it is another question."""
    try:
        signed = SignatureFile.model_validate_json(signature)
        public = base64.b64decode(signed.public_key)
        Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(signed.signature), content)
    except (ValueError, InvalidSignature):
        return None
    well = signed.alg == "Ed25519" and signed.key == fingerprint(public) and signed.written() == signature
    return signed.key if well else None


class KeyFolder:
    """A folder with one private key (0600) and the public keys of every key this installation has used."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def current(self) -> SigningKey:
        """The key to sign with; it is made on first use."""
        private = self._path / PRIVATE_NAME
        if not private.exists():
            with self._locked():
                if not private.exists():
                    self._replace()
        key = load_pem_private_key(private.read_bytes(), password=None)
        assert isinstance(key, Ed25519PrivateKey), f"{private} does not hold an Ed25519 key"
        return SigningKey(key)

    def rotate(self, at: datetime) -> SigningKey:
        """A new key to sign with from `at` (UTC) on; what the old ones signed stays known.

        The private half of the old one is gone; the last thing it signed is that the new one follows it.
        """
        old = self.current()
        with self._locked():
            return self._replace(lambda new: _succession(old, new, at))

    def public_keys(self) -> dict[str, bytes]:
        """Every public key of this installation (32 raw bytes) by fingerprint; removing a file revokes its key."""
        keys = {}
        for path in sorted(self._path.glob("*.pub")):
            key = load_pem_public_key(path.read_bytes())
            assert isinstance(key, Ed25519PublicKey), f"{path} does not hold an Ed25519 key"
            raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
            keys[fingerprint(raw)] = raw
        return keys

    def public_files(self) -> dict[str, bytes]:
        """The files of all public keys and of which followed which, by name."""
        found = [path for ending in (".pub", SUCCESSION_ENDING) for path in self._path.glob(f"*{ending}")]
        return {path.name: path.read_bytes() for path in sorted(found)}

    def sealed(self, passphrase: bytes) -> bytes:
        """The key to sign with, encrypted under a passphrase (PKCS #8)."""
        return self.current().private.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase)
        )

    def add_public(self, name: str, content: bytes) -> None:
        """Take one more of the `public_files`, under its name."""
        with self._locked():
            _write(self._path / name, content, 0o644)

    def unseal(self, sealed: bytes, passphrase: bytes) -> None:
        """Sign with a sealed key from now on. Raises ValueError if the passphrase is another."""
        key = load_pem_private_key(sealed, password=passphrase)
        assert isinstance(key, Ed25519PrivateKey), "what was sealed is no Ed25519 key"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        with self._locked():
            _write(self._path / PRIVATE_NAME, private, 0o600)

    def successions(self) -> list[bytes]:
        """Which key followed which, oldest first: files of a `Succession` and its signature, a line each."""
        found = [path.read_bytes() for path in self._path.glob(f"*{SUCCESSION_ENDING}")]
        return sorted(found, key=lambda content: Succession.model_validate_json(content.splitlines()[0]).at)

    def _replace(self, succession: Callable[[SigningKey], bytes] | None = None) -> SigningKey:
        key = SigningKey(Ed25519PrivateKey.generate())
        # The public half comes first: after a crash between the two there is a name without signatures,
        # never a signature without a name.
        public = key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        _write(self._path / f"{key.fingerprint.replace(':', '-')}.pub", public, 0o644)
        if succession is not None:
            _write(self._path / f"{key.fingerprint.replace(':', '-')}{SUCCESSION_ENDING}", succession(key), 0o644)
        private = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write(self._path / PRIVATE_NAME, private, 0o600)
        return key

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = os.open(self._path, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
            os.fsync(folder)
        finally:
            os.close(folder)


def _succession(old: SigningKey, new: SigningKey, at: datetime) -> bytes:
    statement = Succession(old=old.fingerprint, new=new.fingerprint, at=at).written().encode()
    return statement + old.sign(statement)


def _write(path: Path, content: bytes, mode: int) -> None:
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(file, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(path)
