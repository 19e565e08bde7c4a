"""docker-compose.yml carried out without containers: its commands, environments and checks, as processes."""
