"""The voting rule as a plain model: every way in which the outstanding votes could fall is tried."""

from typing import Any


def result(rule: Any, agree: int, against: int) -> str | None:
    """Which way these votes lead; None where too few spoke. Abstentions are not handed in."""
    if agree + against < rule.minimum:
        return None
    if rule.kind == "unanimity":
        carried = against == 0
    elif rule.kind == "at_least":
        carried = agree >= rule.count
    else:
        carried = agree > against
    return "in_favour" if carried else "against"


def certain_result(rule: Any, agree: int, against: int, outstanding: int) -> str | None:
    """What every way of casting the outstanding votes leads to, if they all lead to one."""
    ways = {
        result(rule, agree + more_agree, against + more_against)
        for more_agree in range(outstanding + 1)
        for more_against in range(outstanding + 1 - more_agree)
    }
    return ways.pop() if len(ways) == 1 else None
