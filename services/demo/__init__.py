"""The demo document of a first run: loaded and taken away again by the ordinary acts of its people."""
