"""Error codes about who somebody is and what they may do."""


PROBLEMS = (
)
