"""An answer that grows while it is made: what a handler says before it is done."""

from typing import Protocol

from handlers.kit.message import Text


class Live(Protocol):
    """The place where an answer grows. Where nothing can be shown early, it all does nothing.

    What the handler gives back in the end takes the place of what grew here.
    """

    async def status(self, words: str) -> None:
        """Say what is being done right now: `reads the log of checkout #512`."""

    async def write(self, text: Text) -> None:
        """Add one line to the answer; a line is never taken back."""

    async def stopped(self) -> bool:
        """Whether the person pressed Stop: then give back what there is."""
