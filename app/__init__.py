"""Settings, wiring, server, worker and command line; the only place that reads the environment."""
