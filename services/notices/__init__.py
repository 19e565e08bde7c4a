"""What people are told, and on which ways."""
