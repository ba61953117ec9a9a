"""The real processes, one by one, and the environment that they start with."""

import contextlib
import os
import subprocess
import sys

from bot.embedded import free_port

SECRET = "0123456789abcdef"
PATIENCE = 60.0  # seconds


def standalone(data, **more):
    """An environment with that data folder and a Slack that nobody answers for."""
    ours = ("SLACK_", "JENKINS_", "LLM_", "REDIS_URL")
    env = {
        name: value
        for name, value in os.environ.items()
        if "PROXY" not in name.upper() and not name.startswith(ours)
    }
    return env | {
        "PILOTHOUSE_DATA": str(data),
        "SLACK_BOT_TOKEN": "xoxb-nobody",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "HOST": "127.0.0.1",
        "PORT": str(free_port()),
        **more,
    }


@contextlib.contextmanager
def process(command, env):
    """A real process that has come up; ended at the end, and that within its time."""
    started = subprocess.Popen(
        [sys.executable, "-m", "bot", command],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert started.stdout.readline().startswith(f"{command} ready: ")
        yield started
    finally:
        started.terminate()
        try:
            started.wait(PATIENCE)
        finally:
            started.kill()
            started.wait()
            started.stdout.close()
