"""Backups: written from one snapshot of a running installation, checked by their hashes, put back into an empty one."""
