"""The tests, on real parts: the folders mirror the project, `servers` starts what they run against."""
