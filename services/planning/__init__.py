"""Plans: their milestones, contradictions and sources, what is owed, and the vote whether to begin."""
