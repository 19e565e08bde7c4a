"""One cluster for all tests here."""

from collections.abc import Iterator

import pytest

from tests.cluster.running import Cluster, running_cluster
from tests.conftest import part_missing
from tests.servers.mail import MailServer, running_mail
from tests.servers.postgres import Postgres
from tests.servers.process import PartMissing


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServer]:
    """A mail server of these tests' own."""
    with running_mail() as server:
        yield server


@pytest.fixture(scope="module")
def cluster(
    postgres: Postgres, temporal: str, mail: MailServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cluster]:
    """Two APIs and two workers on PostgreSQL, SeaweedFS, a Temporal server and a mail server."""
    with postgres.fresh_database() as url:
        try:
            with running_cluster(
                tmp_path_factory.mktemp("cluster"), url, temporal, f"{mail.host}:{mail.port}"
            ) as running:
                yield running
        except PartMissing as missing:
            part_missing(str(missing))
