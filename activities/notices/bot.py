"""The messenger bot: what is told to a person, sent into a chat of theirs over the bot's HTTP interface."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from activities.notices.errand import Errand
from activities.notices.outside import Outside, Unreachable
from activities.notices.post import NotDelivered
from activities.notices.wording import Wording
from schemas.canonical import canonical_json

LONGEST = 4000
"""Characters of one message; bots take 4,096."""


@dataclass(frozen=True)
class ChatMessage:
    """Plain words for one chat."""

    chat_id: str
    text: str


class BotPen:
    """Writes the messages of one installation: what the letter says, cut where a chat takes no more."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def write(self, errand: Errand) -> ChatMessage:
        """The message of an errand. Raises KeyError as `domain.letters.letter` does."""
        written = self._wording.written(errand)
        text = f"{written.subject}\n\n{written.text}".rstrip()
        if len(text) > LONGEST:
            text = f"{text[:LONGEST].rstrip()}…\n{self._wording.base_url}"
        return ChatMessage(errand.address, text)


class BotPost:
    """A bot whose interface has `sendMessage` with `chat_id` and `text`, below a URL that holds its token."""

    def __init__(self, url: str) -> None:
        """Raises ValueError, without the URL, if that is malformed."""
        try:
            host = urlsplit(url).netloc.rpartition("@")[2]
            self._outside = Outside([host])
            self._outside.check(url)
        except (ValueError, Unreachable) as error:
            raise ValueError("the bot's URL has to look like https://HOST/botTOKEN") from error
        self._url = f"{url.rstrip('/')}/sendMessage"

    def deliver(self, message: ChatMessage) -> None:
        """As `Post.deliver`. A bot knows no repetition: after a crash a message may come twice."""
        body = canonical_json({"chat_id": message.chat_id, "text": message.text}).encode()
        try:
            status = self._outside.post(self._url, body, {"Content-Type": "application/json"})
        except Unreachable as trouble:
            raise NotDelivered(f"bot_{trouble.code}", everybody=True) from trouble
        if not 200 <= status < 300:
            raise NotDelivered(f"bot_answered_{status}", everybody=status in (401, 404, 429) or status >= 500)

    def hang_up(self) -> None:
        """Nothing is held open."""
