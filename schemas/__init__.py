"""The vocabulary: states, commands, events, receipts, views, ids and error codes; imports nothing of Veche."""
