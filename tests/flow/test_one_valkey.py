"""The embedded Valkey has one owner a folder, and nobody else's end or death harms it."""

import io
import os
import re
import signal
import time

import pytest
from flow.processes import process, standalone
from redis import Redis

from bot import check, embedded
from bot.embedded import EmbeddedError, running
from bot.settings import Settings

PATIENCE = 60.0  # seconds


def settings_of(data):
    """Settings with that folder and nothing else."""
    return Settings.read({"PILOTHOUSE_DATA": str(data)})


def gone(pid):
    """Whether a process is gone, soon."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_a_check_beside_a_running_bot_leaves_it_well(tmp_path):
    """`check` asks the server that runs; afterwards its socket and its address are still there."""
    with running(tmp_path) as url, Redis.from_url(url) as redis:
        redis.set("kept", "yes")
        out = io.StringIO()

        assert check.run(settings_of(tmp_path), out) == 0

        assert re.search(r"Redis +ok +Valkey", out.getvalue())
        assert (tmp_path / "valkey.url").read_text() == url + "\n"
        assert (tmp_path / "valkey.sock").exists()
        with Redis.from_url(url) as another:
            assert another.get("kept") == b"yes"
    assert sorted(p.name for p in tmp_path.glob("valkey.[us]*")) == []


def test_a_second_owner_is_refused_in_a_sentence(tmp_path):
    """Two servers would write one append-only file: the second is told whose folder it is."""
    with running(tmp_path) as url:
        with pytest.raises(EmbeddedError) as refused, running(tmp_path, handover=0.1):
            pass

        assert str(refused.value) == (
            f"Another process has its embedded Valkey in {tmp_path}: end that process, or give "
            "this one a PILOTHOUSE_DATA of its own or a REDIS_URL."
        )
        assert (tmp_path / "valkey.url").read_text() == url + "\n"
        assert embedded.answers(settings_of(tmp_path))


def test_what_a_killed_owner_leaves_harms_nobody(tmp_path):
    """kill -9 of web: the address that lies there is not believed, and the next start keeps all."""
    with process("web", standalone(tmp_path)) as first:
        with Redis.from_url(f"unix://{tmp_path}/valkey.sock") as redis:
            redis.set("kept", "yes")
        first.kill()
        first.wait(PATIENCE)
    assert (tmp_path / "valkey.url").exists()

    with (
        process("web", standalone(tmp_path)),
        Redis.from_url(f"unix://{tmp_path}/valkey.sock") as redis,
    ):
        assert redis.get("kept") == b"yes"
    assert not (tmp_path / "valkey.url").exists()


def test_a_stale_address_and_socket_are_written_over(tmp_path):
    """Files of an owner that lost its power supply: nobody answers there, and a start mends it."""
    (tmp_path / "valkey.url").write_text(f"unix://{tmp_path}/valkey.sock\n")
    (tmp_path / "valkey.sock").touch()
    assert not embedded.answers(settings_of(tmp_path))

    with running(tmp_path):
        assert embedded.answers(settings_of(tmp_path))


def test_a_server_that_hangs_does_not_hold_its_owner(tmp_path):
    """A Valkey that is stopped in its tracks is ended by force, so that its owner can end."""
    with running(tmp_path, farewell=0.5) as url:
        with Redis.from_url(url) as redis:
            server = redis.info("server")["process_id"]
        os.kill(server, signal.SIGSTOP)
        start = time.monotonic()

    assert time.monotonic() - start < PATIENCE
    assert gone(server)
