"""Installations for the tests of the processes."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from schemas.ids import new_id
from schemas.policy import Policy
from tests.workflows.house import (
    Installation,
    Open,
    SkippingInstallation,
    connected,
    installation,
    settings_for,
    skipping_installation,
)


@pytest.fixture
def skipping(time_skipping: Callable[[], AbstractAsyncContextManager[WorkflowEnvironment]], tmp_path: Path) -> Open:
    """`async with skipping(policy)`: a launched installation on a clock that skips."""

    @asynccontextmanager
    async def opened(policy: Policy, url: str = "", **options: Any) -> AsyncIterator[SkippingInstallation]:
        async with time_skipping() as environment:
            settings = settings_for(tmp_path, url or f"sqlite:///{tmp_path / 'veche.db'}", "unused:1", "deadlines")
            async with skipping_installation(environment, settings, policy=policy, **options) as house:
                yield house

    return opened


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., AbstractAsyncContextManager[Installation]]:
    """`async with opened(address, policy)`: an installation on the server there; no worker runs yet."""

    @asynccontextmanager
    async def opening(address: str, policy: Policy, sections: int = 1) -> AsyncIterator[Installation]:
        client = await connected(address, "tests")
        settings = settings_for(tmp_path, f"sqlite:///{tmp_path / 'veche.db'}", address, f"tests-{new_id()}")
        async with installation(settings, client, policy=policy, sections=sections) as house:
            yield house

    return opening
