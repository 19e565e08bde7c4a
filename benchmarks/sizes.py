"""How much a run measures."""

from pydantic import BaseModel, ConfigDict


class Size(BaseModel):
    """Numbers of lives, requests, objects and open sections."""

    model_config = ConfigDict(frozen=True)

    rounds: int
    """How often both sides of a ratio take turns."""
    lives: int
    """Lifecycles a round."""
    in_flight: int = 10
    single_lives: int
    """Lifecycles one at a time a round, each with three verdicts whose latency counts."""
    read_seconds: float
    """How long one round of reads lasts."""
    readers: int = 32
    objects: int
    """Objects of 4 KiB written a round."""
    crowd: int
    """Sections open at once."""


SIZES = {
    "smoke": Size(rounds=1, lives=3, in_flight=2, single_lives=1, read_seconds=0.3, objects=20, crowd=12),
    "quick": Size(rounds=2, lives=20, single_lives=6, read_seconds=1.5, objects=150, crowd=300),
    "usual": Size(rounds=3, lives=40, single_lives=10, read_seconds=3, objects=300, crowd=2000),
    "full": Size(rounds=5, lives=60, single_lives=20, read_seconds=4, objects=400, crowd=10_000),
}
