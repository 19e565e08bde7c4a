"""A fresh .env for docker compose: one random secret for every place that needs one."""

import os
import secrets
from pathlib import Path

from app.speech import Stopped

SECRETS = ("VECHE_POSTGRES_PASSWORD", "VECHE_S3_ACCESS_KEY", "VECHE_S3_SECRET_KEY")
"""The secrets of docker-compose.yml; letters and digits only, as they stand inside URLs."""


def write_env(file: Path) -> None:
    """Write new secrets into `file`, readable by its owner alone. Raises Stopped if the file exists."""
    lines = ["COMPOSE_PROFILES=minio\n", *(f"{name}={secrets.token_hex(20)}\n" for name in SECRETS)]
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Stopped(
            f"Файл {file} уже есть и не тронут: его секретами, возможно, пользуется работающая установка.",
            f"{file} exists and was left as it is: a running installation may be using its secrets.",
        ) from None
    with os.fdopen(opened, "w", encoding="utf-8") as output:
        output.writelines(lines)
