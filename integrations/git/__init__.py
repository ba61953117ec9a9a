"""Ask git, the command, on mirrors of the configured repositories."""

from integrations.git.command import Git, checked_ref
from integrations.git.values import Change, Commit, Comparison, FileDiff, Hunk, Repository

__all__ = [
    "Change",
    "Commit",
    "Comparison",
    "FileDiff",
    "Git",
    "Hunk",
    "Repository",
    "checked_ref",
]
