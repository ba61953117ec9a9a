"""Webhooks of other systems: checked, reduced to events, kept. What they say is only a hint."""

from bot.hooks.alertmanager import ALERTMANAGER
from bot.hooks.door import Hook, serve
from bot.hooks.github import GITHUB
from bot.hooks.gitlab import GITLAB
from bot.hooks.jenkins import JENKINS

# Every hook that the web process serves. One more system is one more entry here.
HOOKS: tuple[Hook, ...] = (JENKINS, ALERTMANAGER, GITHUB, GITLAB)

__all__ = ["HOOKS", "Hook", "serve"]
