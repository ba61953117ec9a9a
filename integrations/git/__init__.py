"""Ask git, the command, on mirrors of the configured repositories."""

from integrations.git.client import Git, moment
from integrations.git.mirrors import Limits
from integrations.git.safety import checked_path, checked_ref, remote, shown
from integrations.git.values import Change, Commit, Comparison, FileDiff, Hunk, Repository

__all__ = [
    "Change",
    "Commit",
    "Comparison",
    "FileDiff",
    "Git",
    "Hunk",
    "Limits",
    "Repository",
    "checked_path",
    "checked_ref",
    "moment",
    "remote",
    "shown",
]
