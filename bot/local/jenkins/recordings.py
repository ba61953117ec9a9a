"""Consoles of other tools, recorded once, printed again at about their own pace."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files

LONGEST = 3.0  # seconds that a replay takes at most, however long the tool took
SLICES = 12  # portions in which the lines come


@dataclass(frozen=True)
class Recording:
    """What a tool printed, its exit code, and how long it took in seconds."""

    text: bytes
    exit_code: int
    seconds: float


def load(name: str) -> Recording:
    """Return the recording `name`: `consoles/NAME.log` with its header `consoles/NAME.json`."""
    folder = files("bot.local.jenkins") / "consoles"
    header = json.loads((folder / f"{name}.json").read_text())
    text = (folder / f"{name}.log").read_bytes()
    return Recording(text, header["exit_code"], header["seconds"])


async def replay(recording: Recording, write: Callable[[bytes], None]) -> int:
    """Print `recording` to `write` in portions of whole lines; return its exit code."""
    lines = recording.text.splitlines(keepends=True)
    portion = max(1, -(-len(lines) // SLICES))
    pause = min(recording.seconds, LONGEST) / max(1, -(-len(lines) // portion))
    for start in range(0, len(lines), portion):
        await asyncio.sleep(pause)
        write(b"".join(lines[start : start + portion]))
    return recording.exit_code
