"""What travels beside every writing request: who asks, under which key, and with which body."""

from datetime import datetime
from typing import Any

from pydantic import Field

from schemas.frozen import Frozen


class Act(Frozen):
    """One act of one person. `id` is derived from actor, operation and Idempotency-Key, so a repetition has the same;

    `body_hash` is the keyed hash of what was asked, so that the same key with another body is noticed.
    `actor_id` is empty for the system itself (alarms, the document moving its sections).
    """

    id: str
    body_hash: str
    actor_id: str = ""


class Receipt(Frozen):
    """The answer that an act got and every repetition of it gets: ids, codes and numbers only.

    `refused` is the code of a refusal that had an effect (a text that was set aside), with its facts.
    """

    command_id: str
    stream_id: str
    seq: int
    at: datetime
    facts: dict[str, Any] = Field(default_factory=dict)
    refused: str | None = None
