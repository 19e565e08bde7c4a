"""Error codes about who somebody is and what they may do."""

from schemas.problems.problem import Problem

PROBLEMS = (
)
