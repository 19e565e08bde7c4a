"""Outside experts: asked in by a coordinator, let in by a link to one revision, heard until its round closes."""
