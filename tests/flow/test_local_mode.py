"""`pilothouse local` as a person starts it: what it prints, and that it leaves nothing behind."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from bot.embedded import free_port

READY = "Ctrl-C ends everything."
PATIENCE = 60.0  # seconds


class Local:
    """One `pilothouse local`, and who belongs to it."""

    def __init__(self, *words, home):
        env = os.environ | {"TMPDIR": str(home)}
        self.home = home
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "local", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=env,
        )

    def said(self):
        """The lines up to the word that everything is up."""
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if READY in line:
                break
        return "".join(lines)

    def family(self):
        """The ids of all processes that work in this run's own folder."""
        return [pid for pid in _all_pids() if str(self.home) in _about(pid)]


def _all_pids():
    return [
        int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()
    ]


def _about(pid):
    with contextlib.suppress(OSError):
        proc = Path("/proc") / str(pid)
        about = (proc / "cmdline").read_bytes() + (proc / "environ").read_bytes()
        return about.decode(errors="replace")
    return ""


def gone(local):
    """Whether every process of a run is gone, soon."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if not local.family():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def local(tmp_path):
    """Starts runs, and ends by force what a failed test left."""
    started = []

    def start(*words):
        home = tmp_path / str(len(started))
        home.mkdir()
        started.append(Local(*words, home=home))
        return started[-1]

    yield start
    for each in started:
        for pid in each.family():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        each.process.wait()
        each.process.stdout.close()


linux = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")


@linux
def test_two_runs_beside_each_other_and_nothing_left(local):
    """One line a part and the page's address; a second run works; an end by any signal is clean."""
    port = free_port()
    first = local("--port", str(port))
    said = first.said()
    second = local("--port", str(free_port()))
    second.said()

    for part in ("valkey", "workspace", "jenkins", "web", "worker-1", "clock"):
        assert f"\n  {part}" in f"\n{said}"
    assert f"http://127.0.0.1:{port}" in said
    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/")
    with page:
        assert b"Pilothouse" in page.read()

    first.process.send_signal(signal.SIGINT)
    assert first.process.wait(20) == 0
    assert gone(first)
    assert second.process.poll() is None
    second.process.kill()
    assert gone(second)


def test_a_taken_port_is_one_sentence(local):
    """A port that somebody else has is named, with what to do about it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = local("--port", str(port))

        assert run.process.wait(30) == 2
        assert run.process.stdout.read() == (
            f"pilothouse local: port {port} is taken; choose another with --port, or leave it out.\n"
        )
