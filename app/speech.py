"""What the command line says to a person: every sentence in Russian and in English."""

import contextlib
import os
import sys
from typing import TextIO

from schemas.language import Language
from schemas.problems import PROBLEMS, Refused


class Stopped(Exception):
    """A command that cannot go on, with a sentence a person can act on in each language and its exit code."""

    def __init__(self, ru: str, en: str, exit_code: int = 2) -> None:
        super().__init__(en)
        self.ru = ru
        self.en = en
        self.exit_code = exit_code


def spoken() -> Language:
    """The language that comes first on this command line: Russian unless VECHE_LANGUAGE is `en`."""
    return "en" if os.environ.get("VECHE_LANGUAGE") == "en" else "ru"


def say(ru: str, en: str, to: TextIO | None = None) -> None:
    """Print both sentences, the one in the language `spoken` first; a closed output is no failure."""
    sentences = (en, ru) if spoken() == "en" else (ru, en)
    with contextlib.suppress(OSError):
        print(*sentences, sep="\n", file=to or sys.stdout, flush=True)


def say_refused(refused: Refused) -> None:
    """Print the registered sentences of a refusal to the error output."""
    problem = PROBLEMS[refused.code]
    say(problem.ru.format_map(refused.facts), problem.en.format_map(refused.facts), sys.stderr)
