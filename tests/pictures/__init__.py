"""`make pictures`: the main pages of a running installation as files for the documentation."""
