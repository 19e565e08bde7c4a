"""Error codes about publication and checking of editions."""

from schemas.problems.problem import Problem

PROBLEMS = (
    Problem(
        "edition_not_building",
        409,
        "Это издание сейчас не готовится.",
        "This edition is not being made now.",
    ),
)
