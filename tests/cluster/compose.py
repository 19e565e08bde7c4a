"""docker-compose.yml and the Dockerfile as their readers understand them."""

import json
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
_VARIABLE = re.compile(r"\$(?:\$|\{(?P<name>\w+)(?:(?P<kind>:[-?])(?P<rest>[^}]*))?\})")


def services(env: Mapping[str, str]) -> dict[str, Any]:
    """The services with every variable filled in from `env`; raises KeyError for one that is not there."""

    def value(found: re.Match[str]) -> str:
        if found["name"] is None:
            return "$"
        if found["kind"] == ":-":
            return env.get(found["name"]) or found["rest"]
        return env[found["name"]]

    def filled(part: Any) -> Any:
        match part:
            case str():
                return _VARIABLE.sub(value, part)
            case dict():
                return {name: filled(inner) for name, inner in part.items()}
            case list():
                return [filled(inner) for inner in part]
            case _:
                return part

    found: dict[str, Any] = filled(yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"])
    return found


def read_env(file: Path) -> dict[str, str]:
    """The variables of a .env file."""
    return dict(line.split("=", 1) for line in file.read_text().splitlines())


@dataclass(frozen=True)
class Instruction:
    """One instruction of the Dockerfile, its words as they stand."""

    name: str
    words: str


@cache
def dockerfile() -> tuple[Instruction, ...]:
    """The instructions in their order."""
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text())
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(Instruction(*line.split(maxsplit=1)) for line in lines)


def said(name: str) -> list[str]:
    """The words of every instruction of that name."""
    return [one.words for one in dockerfile() if one.name == name]


def image_environment() -> dict[str, str]:
    """What the image sets for every process."""
    return dict(pair.split("=", 1) for words in said("ENV") for pair in shlex.split(words))


def image_entrypoint() -> list[str]:
    """What every command of a service follows."""
    entrypoint: list[str] = json.loads(said("ENTRYPOINT")[-1])
    return entrypoint
