"""The post: a folder, and mail servers with and without TLS and passwords."""

import asyncio
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from activities.notices.post import NotDelivered, OutboxPost, SmtpPost, open_post
from tests.activities.notices.conftest import Mailing
from tests.servers.mail import MailServer
from tests.servers.process import LOOPBACK, free_ports


def a_letter(number: int = 1) -> EmailMessage:
    letter = EmailMessage(policy=SMTP_POLICY.clone(cte_type="7bit"))
    letter["From"] = "Вече <veche@example.org>"
    letter["To"] = "Анна <anna@example.org>"
    letter["Message-ID"] = f"<n-{number}@example.org>"
    letter.set_content("Здравствуйте!\n.\nДальше\n")
    return letter


def refusal(post: SmtpPost | OutboxPost) -> tuple[str, bool]:
    with pytest.raises(NotDelivered) as refused:
        post.deliver(a_letter())
    post.hang_up()
    return refused.value.code, refused.value.everybody


def test_open_post_chooses_by_the_url(tmp_path: Path) -> None:
    settings = Mailing(tmp_path)
    assert isinstance(open_post(settings), OutboxPost)
    assert isinstance(open_post(Mailing(tmp_path, "smtps://mail.example")), SmtpPost)


@pytest.mark.parametrize("url", ["http://u:secret@mail", "smtp://", "smtp://u:secret@mail:port", "mail"])
def test_open_post_refuses_a_malformed_url_without_telling_it(tmp_path: Path, url: str) -> None:
    with pytest.raises(ValueError, match="SMTP URL") as refused:
        open_post(Mailing(tmp_path, url))
    assert "secret" not in str(refused.value)


def test_outbox_keeps_one_file_per_letter(tmp_path: Path) -> None:
    post = OutboxPost(tmp_path / "made" / "outbox")
    for number in (1, 2, 1):
        post.deliver(a_letter(number))
    post.hang_up()
    assert sorted(file.name for file in (tmp_path / "made" / "outbox").iterdir()) == ["n-1.eml", "n-2.eml"]
    assert (tmp_path / "made" / "outbox" / "n-1.eml").read_bytes() == bytes(a_letter(1))


def test_outbox_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("in the way")
    assert refusal(OutboxPost(tmp_path / "outbox")) == ("mail_outbox_unwritable", True)


def test_smtp_delivers_letter_after_letter(smtp: MailServer) -> None:
    post = SmtpPost(f"smtp://{smtp.host}:{smtp.port}", "veche.example")
    for number in (1, 2):
        post.deliver(a_letter(number))
    post.hang_up()
    post.deliver(a_letter(3))
    post.hang_up()
    assert [letter["Message-ID"] for letter in smtp.letters] == [f"<n-{n}@example.org>" for n in (1, 2, 3)]
    assert str(smtp.letters[0]["From"]) == "Вече <veche@example.org>"
    assert smtp.letters[0].get_content().splitlines() == ["Здравствуйте!", ".", "Дальше"]


def test_smtp_refused_for_one_letter_takes_the_next(smtp: MailServer) -> None:
    post = SmtpPost(f"smtp://{smtp.host}:{smtp.port}", "veche.example")
    smtp.refusal = "552 too much"
    assert refusal(post) == ("mail_refused_552", False)
    smtp.refusal = None
    post.deliver(a_letter())
    post.hang_up()
    assert len(smtp.letters) == 1


def test_smtp_that_nobody_answers() -> None:
    (port,) = free_ports(1)
    assert refusal(SmtpPost(f"smtp://{LOOPBACK}:{port}", "veche.example")) == ("mail_unreachable", True)


class Particular(MailServer):
    """A mail server that refuses an addressee and knows one password."""

    async def handle_RCPT(self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address == "anna@example.org" and self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"


def knows(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (b"veche@example", b"a/b:c"), handled=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a key and its own certificate for this machine's address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(LOOPBACK))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "mail.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


Starts = Callable[..., Particular]


@pytest.fixture
def start(certificate: Path) -> Iterator[Starts]:
    """`start(tls="no" | "starttls" | "always", password=False, host=LOOPBACK)`: a mail server of this test's own."""
    running: list[Controller] = []

    def begin(tls: str = "no", *, password: bool = False, host: str = LOOPBACK) -> Particular:
        server = Particular(free_ports(1)[0])
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        options: dict[str, Any] = {"tls_context": context} if tls == "starttls" else {}
        if tls == "always":
            options["ssl_context"] = context
        if password:
            required = tls == "starttls"
            options |= {"authenticator": knows, "auth_required": required, "auth_require_tls": required}
        running.append(Controller(server, hostname=host, port=server.port, **options))
        running[-1].start()
        return server

    yield begin
    for controller in running:
        asyncio.run_coroutine_threadsafe(_all_hung_up(), controller.loop).result()
        controller.stop()


async def _all_hung_up() -> None:
    """Wait until every connection of this loop is done with."""
    conversations = asyncio.all_tasks() - {asyncio.current_task()}
    if conversations:
        await asyncio.wait(conversations, timeout=5)
    await asyncio.sleep(0.05)


PASSWORD = "veche%40example:a%2Fb%3Ac@"


def test_smtp_refused_addressee(start: Starts) -> None:
    server = start()
    server.refusal = "550 unknown"
    assert refusal(SmtpPost(f"smtp://{LOOPBACK}:{server.port}", "veche.example")) == ("mail_refused_550", False)


@pytest.mark.parametrize(("scheme", "tls"), [("smtp", "starttls"), ("smtps", "always")])
def test_smtp_with_a_password_trusts_a_known_certificate_only(
    start: Starts, scheme: str, tls: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start(tls, password=tls == "starttls")
    url = f"{scheme}://{PASSWORD if tls == 'starttls' else ''}{LOOPBACK}:{server.port}"
    assert refusal(SmtpPost(url, "veche.example")) == ("mail_tls_failed", True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    post = SmtpPost(url, "veche.example")
    post.deliver(a_letter())
    post.hang_up()
    assert len(server.letters) == 1


def test_smtp_without_a_password_takes_any_certificate(start: Starts) -> None:
    server = start("starttls")
    post = SmtpPost(f"smtp://{LOOPBACK}:{server.port}", "veche.example")
    post.deliver(a_letter())
    post.hang_up()
    assert len(server.letters) == 1


def test_smtp_with_a_password_on_this_machine(start: Starts) -> None:
    server = start(password=True)
    post = SmtpPost(f"smtp://{PASSWORD}{LOOPBACK}:{server.port}", "veche.example")
    post.deliver(a_letter())
    post.hang_up()
    assert len(server.letters) == 1
    wrong = SmtpPost(f"smtp://veche:wrong@{LOOPBACK}:{server.port}", "veche.example")
    assert refusal(wrong) == ("mail_login_refused", True)


def test_smtp_sends_no_password_in_the_clear(start: Starts) -> None:
    server = start(password=True, host="127.0.0.2")
    elsewhere = SmtpPost(f"smtp://{PASSWORD}127.0.0.2:{server.port}", "veche.example")
    assert refusal(elsewhere) == ("mail_without_tls", True)
