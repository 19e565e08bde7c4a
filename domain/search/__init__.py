"""Searching texts in Russian and English: words cut to their stems, ranked, and shown with the words marked; pure."""
