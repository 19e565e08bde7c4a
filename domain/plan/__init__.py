"""The plan: reading it from texts and tables, and finding what contradicts itself in it."""
