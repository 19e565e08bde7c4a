"""Error codes about the form of a request: headers, fields, sizes, cursors, keys."""

from schemas.problems.problem import Problem

PROBLEMS = (
)
