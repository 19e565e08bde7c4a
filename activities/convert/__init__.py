"""The door and the jail: uploaded files are checked, then converted where they can do no harm."""
