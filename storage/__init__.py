"""Tables, repositories, the object store and migrations."""
