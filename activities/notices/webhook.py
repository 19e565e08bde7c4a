"""The signed webhook: what is told to a person, posted as JSON to an address of theirs."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from activities.notices.errand import Errand
from activities.notices.outside import Outside, Unreachable
from activities.notices.post import NotDelivered
from activities.notices.wording import Wording, date_of
from schemas.canonical import canonical_json, keyed_hash

KEY_PREFIX = "veche_whk_"


def signing_key(secret: bytes, person_id: str, number: int) -> str:
    """A person's signing key; a new number makes a new key, and none is stored."""
    return KEY_PREFIX + keyed_hash(secret, "webhook key", person_id, str(number))


def signature(key: str, at: int, body: bytes) -> str:
    """The value of Veche-Signature: when it was signed (Unix seconds), and the HMAC-SHA256 over "time.body"."""
    signed = hmac.new(key.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={signed}"


@dataclass(frozen=True)
class Call:
    """One request to a webhook; `id` is the same for every attempt, the signature's time is not."""

    id: str
    url: str
    event: str
    body: bytes
    key: str


class WebhookPen:
    """Writes the calls of one installation: nothing that the letter does not say."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def write(self, errand: Errand) -> Call:
        """The call of an errand. Raises KeyError as `domain.letters.letter` does."""
        written = self._wording.written(errand)
        event = event_of(errand)
        data = {
            "id": errand.id,
            "event": event,
            "at": date_of(errand).isoformat(),
            "subject": written.subject,
            "text": written.text,
            "notices": [
                {"id": notice.id, "kind": notice.kind, "subject": self._wording.letter_of(errand, notice).subject}
                for notice in errand.notices
            ],
        }
        key = signing_key(self._wording.secret, errand.person.id, errand.key_number)
        return Call(errand.id, errand.address, event, canonical_json(data).encode(), key)


class WebhookPost:
    """Posts calls. An answer of 200 to 299 means delivered; anything else is tried again."""

    def __init__(self, outside: Outside, clock: Callable[[], datetime]) -> None:
        self._outside = outside
        self._clock = clock

    def deliver(self, message: Call) -> None:
        """As `Post.deliver`."""
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Veche",
            "Veche-Delivery": message.id,
            "Veche-Event": message.event,
            "Veche-Signature": signature(message.key, int(self._clock().timestamp()), message.body),
        }
        try:
            status = self._outside.post(message.url, message.body, headers)
        except Unreachable as trouble:
            raise NotDelivered(f"webhook_{trouble.code}") from trouble
        if not 200 <= status < 300:
            raise NotDelivered(f"webhook_answered_{status}")

    def hang_up(self) -> None:
        """Nothing is held open."""


def event_of(errand: Errand) -> str:
    """What a message carries: the kind of its notice, `digest`, or `code`."""
    if errand.proof is not None:
        return "code"
    return errand.notices[0].kind if errand.deliveries[0].rhythm == "at_once" else "digest"
