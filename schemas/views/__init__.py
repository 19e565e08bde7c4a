"""What goes in and out at the edges: forms that people send, views that they read."""
