"""Which files a materials folder takes, and as what they are given out."""

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "md": "text/markdown",
    "txt": "text/plain",
    "csv": "text/csv",
    "html": "application/octet-stream",
    "htm": "application/octet-stream",
}
"""By the ending of a file's name; a page is given out as mere bytes, so that no browser ever opens it here."""


def ending(filename: str) -> str:
    """The ending of a file's name in small letters, without the dot."""
    return filename.rpartition(".")[2].lower()
