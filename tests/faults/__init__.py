"""Every command with a fault at each of its calls to the world, one after the other, and its repetition."""
