"""`make bench`: how fast Veche is, each figure beside the limit of what it stands on, taken in the same run."""
