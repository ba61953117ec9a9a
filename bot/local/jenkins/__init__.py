"""A Jenkins on loopback that really builds: the HTTP API, sample repositories, shell pipelines."""

from bot.local.jenkins.standin import Standin

__all__ = ["Standin"]
