"""Redlines as files: Word with tracked changes, HTML, and the table of comparison."""
