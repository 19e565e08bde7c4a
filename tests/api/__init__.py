"""What the tests of the API share."""
