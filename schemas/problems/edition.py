"""Error codes about publication and checking of editions."""

PROBLEMS = ()
