"""Letters as a mail server hands them over by HTTP, with the secret that its administrator gave it."""

import hmac

from schemas.problems import Refused
from schemas.views.mail import LetterTaken
from services.house import House
from services.mail.taking import take_letter

KNOWN = frozenset({"taken", "known", "ignored"})


async def receive(house: House, *, secret: str, content: bytes) -> LetterTaken:
    """Take a letter from the mail server. Raises Refused("mail_secret_refused").

    A letter that was refused is answered like one that was not: the mail server must send nobody a bounce.
    """
    if not house.mail_secret or not hmac.compare_digest(secret.encode(), house.mail_secret.encode()):
        raise Refused("mail_secret_refused")
    outcome = await take_letter(house, content)
    return LetterTaken(outcome=outcome if outcome in KNOWN else "refused")
