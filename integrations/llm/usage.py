"""How many tokens a model has read and written, as far as its server tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel


class Usage(BaseModel):
    """What a server says of one completion."""

    prompt_tokens: int = 0
    completion_tokens: int = 0


Spent = Callable[[int, int], None]  # tokens read, tokens written, after each completion


@dataclass
class Tokens:
    """The tokens of all questions so far. `spent` is called with those of each completion."""

    read: int = 0
    written: int = 0
    spent: Spent | None = None

    def count(self, usage: Usage | None) -> None:
        """Add what a server said; many say nothing."""
        if usage is None:
            return
        self.read += usage.prompt_tokens
        self.written += usage.completion_tokens
        if self.spent is not None:
            self.spent(usage.prompt_tokens, usage.completion_tokens)
