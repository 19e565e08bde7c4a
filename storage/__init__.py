"""Tables, the journal of events, the object store and migrations."""
