"""Taking letters back out of the outbox folder, where there is no mail server."""

import re
from collections.abc import Set
from email.message import Message
from email.parser import BytesParser
from email.policy import default
from email.utils import getaddresses
from pathlib import Path


def remove_letters(folder: Path, *, to: Set[str], ids: Set[str], name: str = "") -> int:
    """Delete the letters to these addresses, those of these ids (the names of their files), and those that say `name`.

    Returns how many there were.
    """
    removed = 0
    for file in sorted(folder.glob("*.eml")):
        if file.stem in ids or _concerns(file, to, name):
            file.unlink(missing_ok=True)
            removed += 1
    return removed


def _concerns(file: Path, to: Set[str], name: str) -> bool:
    try:
        letter = BytesParser(policy=default).parsebytes(file.read_bytes())
    except FileNotFoundError:
        return False
    addressees = {address.lower() for _, address in getaddresses([str(one) for one in letter.get_all("To", [])])}
    if addressees & to:
        return True
    texts = [str(letter["Subject"]), *(str(part.get_content()) for part in letter.walk() if _is_text(part))]
    return bool(name) and any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for text in texts)


def _is_text(part: Message) -> bool:
    return part.get_content_maintype() == "text"
