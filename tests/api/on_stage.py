"""What an example needs besides itself: who sends it, and the ids that only its reader can know."""

from dataclasses import dataclass, field
from typing import Any

from tests.api.world import Account


@dataclass(frozen=True)
class OnStage:
    """Who sends the example; `ids` stand in for the ids and hashes in it, which only the reader can know."""

    by: Account | str
    places: dict[str, str] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)
    version: int | None = None
