"""Answers by letter as the edges show them."""

from datetime import datetime

from pydantic import BaseModel

from schemas.section import Verdict


class LetterTaken(BaseModel):
    """What became of a letter: taken, ignored (no person wrote it), known (it came before) or refused."""

    outcome: str


class UndoView(BaseModel):
    """What a letter did, and whether it can still be undone; nothing happened yet."""

    document: str
    section: str
    number: int
    verdict: Verdict | None
    at: datetime
    open: bool
