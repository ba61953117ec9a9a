"""The Procfile as honcho runs it, with nothing but Slack's settings: one Valkey for all three."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from bot.embedded import free_port

ROOT = Path(__file__).parent.parent.parent
BIN = Path(sys.executable).parent
PATIENCE = 60.0  # seconds


def test_three_processes_share_the_embedded_valkey(tmp_path):
    """All three come up in any order, say so in a line each, and end cleanly together."""
    env = os.environ | {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "PILOTHOUSE_DATA": str(tmp_path),
        "SLACK_BOT_TOKEN": "xoxb-nobody",
        "SLACK_SIGNING_SECRET": "0123456789abcdef",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "PORT": str(free_port()),
        "HOST": "127.0.0.1",
    }
    env.pop("REDIS_URL", None)
    log = tmp_path / "honcho.log"
    with log.open("wb") as file:
        honcho = subprocess.Popen(
            [BIN / "honcho", "-f", ROOT / "Procfile", "start"],
            cwd=tmp_path,
            env=env,
            stdout=file,
            stderr=file,
        )
        try:
            deadline = time.monotonic() + PATIENCE
            while log.read_text().count(" ready: ") < 3 and time.monotonic() < deadline:
                time.sleep(0.1)
        finally:
            honcho.send_signal(signal.SIGTERM)
            honcho.wait(PATIENCE)

    said = log.read_text()
    for name in ("web", "worker", "clock"):
        assert f"{name} ready: " in said
    assert "Traceback" not in said
    assert not (tmp_path / "valkey.url").exists()
