"""The pages of a running installation at an address of their own, and the API beside them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from app.edges import Edges
from tests.api.stage import Stage
from tests.api.world import Account
from web.application import pages


@dataclass(frozen=True)
class Site:
    """The stage, and where a browser finds it."""

    stage: Stage
    url: str

    def cookie(self, account: Account) -> dict[str, str]:
        """What a browser that has signed in sends."""
        return {"name": "veche", "value": account.token, "url": self.url}


@contextmanager
def running_site(stage: Stage) -> Iterator[Site]:
    """Both edges of the stage's installation on a port of loopback."""
    web = pages(stage.world.house)
    both = Edges(stage.world.app, web)
    server = uvicorn.Server(uvicorn.Config(both, port=0, log_level="warning", lifespan="off"))
    both.end_with(lambda: server.should_exit)
    serving = threading.Thread(target=server.run, name="site")
    serving.start()
    try:
        stage.until(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Site(stage, f"http://127.0.0.1:{port}")
    finally:
        server.should_exit = True
        serving.join()
