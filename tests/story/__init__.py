"""The demo's story, told to every kind of installation."""
