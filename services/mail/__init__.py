"""Letters that answer notices: taken, refused and told of, and taken back by a link."""
