"""Ids in paths: one that cannot be an id is answered like one that nobody has."""

from typing import Annotated

from fastapi import Path

Id = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$")]
