"""The one registry of error codes: each with its HTTP status and a Russian and an English sentence.

A sentence says what happened and what to do; `{name}` in it is filled from the refusal's facts.
"""

from schemas.problems import bodies, channels, identity, plan, process, request, returned, text
from schemas.problems.problem import Problem, Refused

PROBLEMS: dict[str, Problem] = {}
for _family in (request, identity, bodies, process, plan, text, returned, channels):
    for _problem in _family.PROBLEMS:
        assert _problem.code not in PROBLEMS, f"error code {_problem.code} is registered twice"
        PROBLEMS[_problem.code] = _problem

__all__ = ["PROBLEMS", "Problem", "Refused"]
