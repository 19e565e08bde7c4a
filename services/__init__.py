"""The use cases that every edge shares: who may do it, then do it."""
