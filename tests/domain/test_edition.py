"""The rules of a manifest as tables."""

from datetime import UTC, datetime

import pytest

from domain.edition import Differences, differences, fingerprint, listable, manifest_bytes
from schemas.edition import Manifest, ManifestFile


def _manifest(*names: str) -> Manifest:
    return Manifest(
        format=1,
        installation_id="i",
        document_id="d",
        edition_number=1,
        published_at=datetime(2026, 11, 22, tzinfo=UTC),
        sections=(),
        signatures=(),
        files=tuple(ManifestFile(name=name, size=1, sha256=f"sha-{name}", media_type="x/y") for name in names),
        previous_manifest=None,
        key="ed25519:0",
    )


@pytest.mark.parametrize(
    ("names", "well"),
    [
        (("a.pdf", "b.html"), True),
        ((), True),
        (("издание 1.pdf",), True),
        (("a", "a"), False),
        (("../a",), False),
        (("a/b",), False),
        (("a\\b",), False),
        (("C:a",), False),
        (("a\0",), False),
        (("",), False),
        ((".",), False),
        (("..",), False),
        (("manifest.json",), False),
        (("manifest.sig",), False),
    ],
)
def test_listable_names_are_plain_and_different(names: tuple[str, ...], well: bool) -> None:
    assert listable(_manifest(*names)) is well


ALL = {"a": (1, "sha-a"), "b": (1, "sha-b"), "manifest.json": None, "manifest.sig": None}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (ALL, Differences()),
        (ALL | {"a": (1, "sha-x")}, Differences(changed=("a",))),
        (ALL | {"a": (2, "sha-a")}, Differences(changed=("a",))),
        (ALL | {"b": None}, Differences(changed=("b",))),
        ({"b": (1, "sha-b")}, Differences(missing=("a",))),
        (ALL | {"z": None, "c": (1, "y")}, Differences(extra=("c", "z"))),
        ({"c": None}, Differences(missing=("a", "b"), extra=("c",))),
    ],
)
def test_differences_name_every_file_that_is_not_as_listed(
    found: dict[str, tuple[int, str] | None], expected: Differences
) -> None:
    assert differences(_manifest("b", "a"), found) == expected


def test_manifest_bytes_are_canonical_and_read_back() -> None:
    manifest = _manifest("a")
    written = manifest_bytes(manifest)
    assert written.startswith(b'{"checkpoint":null,"document_id":"d","edition_number":1,"files":[{"media_type"')
    assert written.endswith(b"}\n")
    assert Manifest.model_validate_json(written) == manifest


def test_fingerprint_is_the_start_of_the_keys_hash() -> None:
    assert fingerprint(bytes(32)) == "ed25519:66687aadf862bd776c8fc18b8e9f8e20"
