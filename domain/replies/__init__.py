"""Answers by letter: their tokens, what of a letter its writer wrote, and the verdict in its first line."""
