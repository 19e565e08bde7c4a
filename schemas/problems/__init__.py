"""The one registry of error codes: each with its HTTP status and a Russian and an English sentence.

A sentence says what happened and what to do; `{name}` in it is filled from the refusal's facts.
"""

from schemas.problems import (
    bodies,
    channels,
    guests,
    identity,
    mail,
    plan,
    positions,
    process,
    remarks,
    request,
    returned,
    text,
)
from schemas.problems.problem import Problem, Refused

PROBLEMS: dict[str, Problem] = {}
_FAMILIES = (request, identity, bodies, process, plan, text, returned, remarks, positions, channels, guests, mail)
for _family in _FAMILIES:
    for _problem in _family.PROBLEMS:
        assert _problem.code not in PROBLEMS, f"error code {_problem.code} is registered twice"
        PROBLEMS[_problem.code] = _problem

__all__ = ["PROBLEMS", "Problem", "Refused"]
