"""People as the installation knows them: their rows, import, export, absence, erasure."""
