"""One stand-in for the whole run, and clients that ask it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import jenkins
import pytest
from standin_server import READER, READER_TOKEN, SHARED_JOBS, Server, serving


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The shared stand-in with all opening builds done.

    It outlives the tests of this folder, and others may freeze the time of the whole process: a build
    that waited in it meanwhile would wait for a moment that is a month away.
    """
    with serving(tmp_path_factory.mktemp("jenkins"), SHARED_JOBS) as made:
        made.run(made.standin.opened())
        yield made


@pytest.fixture(scope="session")
def opened(server: Server) -> Server:
    """The same, for tests that count on its builds."""
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


@pytest.fixture(scope="session")
def processes_in() -> Callable[[Path], list[int]]:
    """Finds the processes that work in a folder."""

    def find(folder: Path) -> list[int]:
        found = []
        for pid in filter(str.isdecimal, os.listdir("/proc")):
            try:
                if os.readlink(f"/proc/{pid}/cwd").startswith(str(folder)):
                    found.append(int(pid))
            except OSError:  # it ended meanwhile
                continue
        return found

    return find
