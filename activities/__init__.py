"""Everything that touches the world, as small classes with injected dependencies."""
