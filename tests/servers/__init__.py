"""Real servers for the tests, each a process on loopback that cannot outlive the tests."""
