"""The care of the object store: what nothing names is swept, and everything in it is examined."""
