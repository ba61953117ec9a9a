"""A Jenkins on loopback that really builds: the HTTP API, sample repositories, shell pipelines."""

from bot.local.jenkins.catalogue import JOBS
from bot.local.jenkins.jobs import Job
from bot.local.jenkins.standin import Standin

__all__ = ["JOBS", "Job", "Standin"]
