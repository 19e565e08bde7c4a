"""Working days, and the deadlines that are counted in them."""
