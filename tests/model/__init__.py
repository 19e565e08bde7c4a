"""Plain models of a section and of a document, written from the issue without reading domain/."""
