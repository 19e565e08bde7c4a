"""The durable processes: section and document."""
