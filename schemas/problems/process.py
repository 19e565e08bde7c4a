"""Error codes about the life of a section and of a document."""

from schemas.problems.problem import Problem

PROBLEMS = (
)
