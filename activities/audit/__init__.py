"""The care of the record itself: signed checkpoints, and the check that everything is as it was written."""
