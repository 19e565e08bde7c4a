"""Error codes about publication and checking of editions."""

from schemas.problems.problem import Problem

PROBLEMS = (
)
