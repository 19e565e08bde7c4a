"""A text as the browser's editor holds it, and back: what the editor does not know travels as it is, unchangeable."""
