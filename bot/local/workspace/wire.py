"""The one JSON shape everything here is written in, and the refusal that ends a call."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]  # an object as it travels; values are checked where they are read


class RefusedError(Exception):
    """Slack says no: `error` is Slack's code, `extra` goes into the answer beside it."""

    def __init__(self, error: str, **extra: object) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra

    def answer(self) -> Json:
        """The body of the answer, as every Web API method gives it (with HTTP 200)."""
        return {"ok": False, "error": self.error, **self.extra}


def invalid(message: str) -> RefusedError:
    """invalid_arguments with Slack's pointer to what is wrong."""
    messages = [f"[ERROR] {message}"]
    return RefusedError("invalid_arguments", response_metadata={"messages": messages})
