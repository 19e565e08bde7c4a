"""Sections: their making, life, texts, comments and ballots."""
