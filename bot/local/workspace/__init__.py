"""Slack's side, emulated: what an unmodified Bolt app talks to when there is no Slack."""

from bot.local.workspace.application import Workspace
from bot.local.workspace.delivery import Timing
from bot.local.workspace.faults import ApiFault
from bot.local.workspace.seed import DEFAULT_SEED, Channel, Group, Person, Seed, Team

__all__ = [
    "DEFAULT_SEED",
    "ApiFault",
    "Channel",
    "Group",
    "Person",
    "Seed",
    "Team",
    "Timing",
    "Workspace",
]
