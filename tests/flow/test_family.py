"""The processes under local mode's care: at the end none of them is left, whatever it does."""

import contextlib
import os
import signal
import subprocess
import sys
import time

import pytest

from bot.local.family import kill_sessions

# A worker and the child that works for it, in a process group of its own as RQ makes it.
STUBBORN = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if not os.fork():
    os.setpgrp()
os.write(1, b"%d\\n" % os.getpid())
time.sleep(60)
"""


def gone(pid):
    """Whether a process is gone, soon."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def stubborn():
    """A process that leads a session and takes no SIGTERM, with its child; gives it and both ids."""
    with subprocess.Popen(
        [sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as leader:
        pids = {int(leader.stdout.readline()), int(leader.stdout.readline())}
        yield leader, pids
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def test_force_reaches_a_workers_child(stubborn):
    """A process and its child in another process group end together."""
    leader, pids = stubborn
    assert len({os.getpgid(pid) for pid in pids}) == 2

    kill_sessions({leader.pid})

    leader.wait(10)
    assert all(gone(pid) for pid in pids)


def test_force_reaches_a_child_whose_parent_is_gone(stubborn):
    """The child of a worker that was killed earlier is found by the session that they shared."""
    leader, pids = stubborn
    leader.kill()
    leader.wait(10)

    kill_sessions({leader.pid})

    assert all(gone(pid) for pid in pids)
