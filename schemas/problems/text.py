"""Error codes about texts at the door, conversion, comparison, merging and comments."""

from schemas.problems.problem import Problem

PROBLEMS = (
)
