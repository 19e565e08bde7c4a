"""The rules: pure functions over schemas; no I/O, no clock."""
