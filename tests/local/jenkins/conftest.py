"""One stand-in for the whole run, and clients that ask it."""

from __future__ import annotations

from collections.abc import Iterator

import jenkins
import pytest
from standin_server import READER, READER_TOKEN, SHARED_JOBS, Server, serving


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The shared stand-in; its opening builds may still be running."""
    yield from serving(tmp_path_factory.mktemp("jenkins"), SHARED_JOBS)


@pytest.fixture(scope="session")
def opened(server: Server) -> Server:
    """The shared stand-in with all opening builds done."""
    server.run(server.standin.opened())
    return server


@pytest.fixture
def client(server: Server) -> Iterator[jenkins.Jenkins]:
    """A python-jenkins client of the one who may do everything."""
    made = server.client()
    yield made
    made._session.close()


@pytest.fixture
def reader(server: Server) -> Iterator[jenkins.Jenkins]:
    """A python-jenkins client of somebody who may only look."""
    made = server.client(READER, READER_TOKEN)
    yield made
    made._session.close()
