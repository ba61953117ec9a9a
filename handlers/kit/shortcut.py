"""Slack's shortcuts: an entry of a menu, with a command behind it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Shortcut:
    """`id` is Slack's callback id; on a `message` the command's ask quotes that message."""

    id: str
    name: str
    command: str
    on: Literal["global", "message"] = "global"
