"""What routes that take a file say of its size and kind."""

from typing import Any

from edge.limits import UPLOAD_BYTES

_FILE = {"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}
UPLOAD: dict[str, Any] = {
    "x-body-limit": UPLOAD_BYTES,
    "requestBody": {
        "description": "The file's bytes; what kind of file they are is told by the ending of its name.",
        "required": True,
        "content": {
            "text/markdown": {
                "schema": {"type": "string"},
                "example": "# Исходное положение\n\nЧто есть сегодня.\n\n# Цели\n\nЧего мы хотим достичь.\n",
            },
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _FILE,
            "application/vnd.oasis.opendocument.text": _FILE,
        },
    },
}
"""Give this to a route that takes a file: `openapi_extra=UPLOAD`."""
SHEET: dict[str, Any] = {
    "x-body-limit": UPLOAD_BYTES,
    "requestBody": {
        "description": "A list as CSV (UTF-8 or Windows-1251; semicolons, commas or tabs) or XLSX, with headings.",
        "required": True,
        "content": {
            "text/csv": {
                "schema": {"type": "string"},
                "example": "ФИО;Почта;Организация;Регион\n"
                "Гостев Пётр Иванович;gost@example.org;Землячество Приозёрного края;Карелия\n",
            },
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _FILE,
        },
    },
}
"""The same for a route that takes a list."""
