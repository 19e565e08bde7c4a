"""The check of an edition in the reader's browser: it passes what was published, and fails at any byte changed."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import Route, expect

from activities.edition.keys import SigningKey
from tests.web.browser import Look, Seats
from tests.web.site import Site
from web.static_files import address_of

GOOD = "Всё верно: издание подлинное и ни в одном байте не изменено."
BAD = "Проверка НЕ ПРОШЛА"
NO_CRYPTO = "Object.defineProperty(globalThis.crypto, 'subtle', {value: undefined})"
NO_ED25519 = """
const subtle = globalThis.crypto.subtle, kept = subtle.importKey.bind(subtle);
subtle.importKey = (form, key, algorithm, ...more) => algorithm.name === "Ed25519"
  ? Promise.reject(new DOMException("none", "NotSupportedError")) : kept(form, key, algorithm, ...more);
"""
Change = Callable[[bytes], bytes]


def one_byte(content: bytes) -> bytes:
    """The content with its middle byte changed."""
    at = len(content) // 2
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def other_words(content: bytes) -> bytes:
    return content.replace("раз в год".encode(), "раз в век".encode())


@pytest.mark.parametrize("lacking", ["", NO_CRYPTO, NO_ED25519], ids=["webcrypto", "no crypto", "no Ed25519"])
def test_published_edition_is_found_genuine(seat: Seats, site: Site, lacking: str) -> None:
    page = seat()
    page.add_init_script(lacking)
    page.goto(f"/published/{site.stage.published[0].id}/1/check")
    expect(page.locator("#verdict")).to_have_text(GOOD, timeout=60_000)
    # The signature, what it is about, its key; ten files; the page; whether it is the latest.
    expect(page.locator("#findings .good")).to_have_count(15)
    assert site.stage.world.house.keys is not None
    expect(page.locator("#fingerprint")).to_have_text(site.stage.world.house.keys.current().fingerprint)


@pytest.mark.parametrize(
    ("path", "change", "said"),
    [
        ("/files/manifest.json", one_byte, "Подпись не подходит к описи"),
        ("/files/manifest.json", lambda content: content + b" ", "Подпись не подходит к описи"),
        ("/files/manifest.sig", one_byte, "Подпись не подходит к описи"),
        ("/files/manifest.sig", lambda content: content + b"\n", "Подпись не подходит к описи"),
        ("/files/edition.pdf", one_byte, "edition.pdf: файл изменён"),
        ("/files/edition.md", lambda content: content + b"\n", "edition.md: файл изменён"),
        ("/files/edition.html", other_words, "edition.html: файл изменён"),
        ("", other_words, "Текст на странице издания не тот"),
    ],
)
@pytest.mark.parametrize("lacking", ["", NO_CRYPTO], ids=["webcrypto", "no crypto"])
def test_changed_byte_fails_the_check_in_sight(
    seat: Seats, site: Site, path: str, change: Change, said: str, lacking: str
) -> None:
    address = f"/published/{site.stage.published[0].id}/1"
    page = seat()
    page.add_init_script(lacking)
    page.route(f"**{address}{path}", answering(change))
    page.goto(f"{address}/check")
    expect(page.locator("#verdict")).to_contain_text(BAD, timeout=60_000)
    expect(page.locator("#findings .bad")).to_contain_text([said])
    expect(page.locator("#verdict.failed")).to_be_visible()


def test_edition_signed_anew_by_somebody_else_is_not_proven(seat: Seats, site: Site) -> None:
    address = f"/published/{site.stage.published[0].id}/1"
    manifest = site.stage.call("GET", f"/editions/{site.stage.published[1]}/files/manifest.json", None).content
    key = forger()
    forged = json.dumps(json.loads(manifest) | {"key": key.fingerprint}).encode()
    page = seat()
    page.route(f"**{address}/files/manifest.json", answering(lambda _: forged))
    page.route(f"**{address}/files/manifest.sig", answering(lambda _: key.sign(forged)))
    page.goto(f"{address}/check")
    expect(page.locator("#findings")).to_contain_text(f"Ключа {key.fingerprint} нет в списке", timeout=60_000)
    expect(page.locator("#verdict")).to_contain_text(BAD)
    expect(page.locator("#findings .bad")).to_contain_text(["Под этим номером подписано другое издание"])


def test_another_genuine_edition_in_its_place_is_refused(seat: Seats, site: Site, look: Look) -> None:
    paper, first, _second = site.stage.published_twice
    address = f"/published/{paper.id}"
    page = seat()
    for name in ("manifest.json", "manifest.sig"):
        old = site.stage.call("GET", f"/editions/{first}/files/{name}", None).content
        page.route(f"**{address}/2/files/{name}", answering(lambda _, old=old: old))  # type: ignore[misc]
    page.goto(f"{address}/2/check")
    expect(page.locator("#verdict")).to_contain_text(BAD, timeout=60_000)
    expect(page.locator("#findings .bad")).to_contain_text(["говорит о другом издании"])
    # The first edition itself is genuine, and it is said that there is a newer one.
    page.goto(f"{address}/1/check")
    expect(page.locator("#verdict")).to_contain_text("доказано не всё", timeout=60_000)
    expect(page.locator("#findings .unsure")).to_contain_text(["есть издание № 2"])
    look(f"{address}/2/check")
    look(f"{address}/1/check", language="en")


def test_files_of_ones_own_are_held_against_the_manifest(seat: Seats, site: Site) -> None:
    paper, edition = site.stage.published
    pdf = site.stage.call("GET", f"/editions/{edition}/files/edition.pdf", None).content
    page = seat()
    page.goto(f"/published/{paper.id}/1/check")
    page.get_by_label("Выберите скачанные файлы издания").set_input_files(
        [
            {"name": "мой.pdf", "mimeType": "application/pdf", "buffer": pdf},
            {"name": "<b>чужой.pdf", "mimeType": "application/pdf", "buffer": one_byte(pdf)},
        ]
    )
    expect(page.locator("#own .good")).to_contain_text("мой.pdf: такой файл подписан", timeout=60_000)
    expect(page.locator("#own .bad")).to_contain_text("<b>чужой.pdf: такого файла в этом издании нет")


def test_reader_without_scripts_is_told_how_to_check_offline(seat: Seats, site: Site) -> None:
    page = seat(scripts=False)
    page.goto(f"/published/{site.stage.published[0].id}/1/check")
    expect(page.get_by_text("сценарии в нём отключены")).to_be_visible()
    expect(page.get_by_text("veche verify edition-1.zip --key ed25519:").first).to_be_visible()
    expect(page.locator("#by-script")).to_be_hidden()


def test_plain_script_judges_signatures_as_the_library_does(seat: Seats, count: Callable[..., None]) -> None:
    page = seat()
    page.goto("/sign-in")
    cases = [case for size in (0, 1, 63, 64, 111, 112, 1000) for case in signatures(size)]
    judged = page.evaluate(JUDGE, {"module": address_of("ed25519.js"), "cases": cases})
    assert judged == [case["good"] for case in cases]
    count("signatures judged in plain script as by the library", len(cases))


JUDGE = """
async ({ module, cases }) => {
  const { plainVerify } = await import(module);
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return cases.map(({ key, signature, message }) => plainVerify(bytes(key), bytes(signature), bytes(message)));
}
"""


def signatures(size: int) -> list[dict[str, Any]]:
    """A good signature over so many bytes, and what became of it: every part changed, the scalar not reduced."""
    key, message = forger(), bytes(range(256)) * 4
    message = message[:size]
    good = key.private.sign(message)
    order = 2**252 + 27742317777372353535851937790883648493
    high = good[:32] + (int.from_bytes(good[32:], "little") + order).to_bytes(32, "little")
    cases = [(key.public, good, message, True), (key.public, high, message, False)]
    cases += [(key.public, one_byte(good[:32]) + good[32:], message, False)]
    cases += [(key.public, good[:32] + one_byte(good[32:]), message, False)]
    cases += [(forger().public, good, message, False), (key.public, good, message + b"!", False)]
    return [
        {"key": packed(public), "signature": packed(signed), "message": packed(content), "good": is_good}
        for public, signed, content, is_good in cases
    ]


def forger() -> SigningKey:
    return SigningKey(Ed25519PrivateKey.generate())


def packed(content: bytes) -> str:
    return base64.b64encode(content).decode()


def answering(change: Change) -> Callable[[Route], None]:
    """Gives the browser what the site answers, changed."""

    def answer(route: Route) -> None:
        given = route.fetch()
        body = change(given.body())
        assert body != given.body(), route.request.url
        route.fulfill(response=given, body=body)

    return answer
