"""The ports of an embedded installation: chosen once, written down, and kept as long as they are free."""

import random
import socket
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from app.speech import Stopped
from app.state import write_whole

# Below the range the system takes outgoing connections from, so that a stopped server's port stays free.
_RANGE = range(20_000, 32_000)


class Ports(BaseModel):
    """The two ports of an embedded installation."""

    model_config = ConfigDict(frozen=True)

    api: int
    temporal: int


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen on `host`:`port` now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def choose(file: Path, host: str, preferred: int, asked: int | None) -> Ports:
    """The ports to use, written to `file`: the asked, else the recorded, else the preferred, else any free.

    Raises Stopped when a port was asked for and is taken.
    """
    if asked is not None and not is_free(host, asked):
        raise Stopped(
            f"Порт {asked} занят другой программой: назовите другой (--port) или остановите её.",
            f"Port {asked} is taken by another program: name another one (--port) or stop that program.",
        )
    recorded = _recorded(file)
    api = asked or _first_free(host, [recorded.api if recorded else preferred])
    temporal = _first_free("127.0.0.1", [recorded.temporal] if recorded else [], but=api)
    ports = Ports(api=api, temporal=temporal)
    write_whole(file, ports.model_dump_json())
    return ports


def _recorded(file: Path) -> Ports | None:
    try:
        return Ports.model_validate_json(file.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def _first_free(host: str, wished: list[int], but: int | None = None) -> int:
    for port in [*wished, *random.sample(_RANGE, 200)]:
        if port != but and is_free(host, port):
            return port
    raise Stopped(
        f"На {host} не нашлось свободного порта: проверьте VECHE_HOST или назовите порт (--port).",
        f"No free port was found on {host}: check VECHE_HOST or name a port (--port).",
    )
