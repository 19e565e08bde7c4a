"""Letters that come in: what a message says, and the mailbox that they are read from."""
