"""The story of one document, told over HTTP by a client that knows nothing of Veche but its address."""
