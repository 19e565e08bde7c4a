"""A program of its own, run in the jail: the words of a PDF from stdin, page after page, on stdout as JSON."""

import io
import json
import logging
import re
import signal
import sys

from pypdf import PageObject, PdfReader

SECONDS = 12
"""Reading stops then, and what was read until then is the answer."""
CHARACTERS = 600_000
_CUT_WORD = re.compile(r"(?<=[a-zа-яё])[-\u00ad]\n(?=[a-zа-яё])")


class Enough(BaseException):
    """The seconds or the characters are over; no library takes this for trouble of a file."""


class Reading:
    """What was read so far; `whole` is whether nothing was left out."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.whole = False
        self._left = CHARACTERS

    def read(self, content: bytes) -> None:
        """Read every page, as far as it goes. One that only forbids printing opens without a password."""
        readable = [self._take(page) for page in PdfReader(io.BytesIO(content)).pages]
        self.whole = all(readable)

    def _take(self, page: PageObject) -> bool:
        try:
            # A word that was cut at the end of a line is found whole.
            words = _CUT_WORD.sub("\u00ad", page.extract_text().strip())
        except Exception:
            return False
        self._left -= len(words) + 1
        if self._left < 0:
            raise Enough
        self.text.append(words)
        return True


def main() -> None:
    """Write `text` and `whole`: a stranger's file may break anything, what was read before that is good."""
    logging.disable()
    reading = Reading()
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(SECONDS)
    try:
        reading.read(sys.stdin.buffer.read())
    except (Exception, Enough) as error:
        print(type(error).__name__, file=sys.stderr)
    signal.alarm(0)
    json.dump({"text": "\n".join(reading.text), "whole": reading.whole}, sys.stdout)


def _stop(_signal: int, _frame: object) -> None:
    raise Enough


if __name__ == "__main__":
    main()
