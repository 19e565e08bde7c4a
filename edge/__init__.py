"""What both edges share: who sends a request, which act it is, from where, how large, and in which language."""
