"""Ask git, the command."""

from __future__ import annotations


class Git:
    """The git command of this machine."""

    async def ping(self) -> str:
        """ "git 2.39.5"."""
        raise NotImplementedError

    async def close(self) -> None:
        """Nothing is held open."""
