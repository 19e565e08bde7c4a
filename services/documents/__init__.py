"""Documents as wholes: their making, rules, life, materials and editions."""
