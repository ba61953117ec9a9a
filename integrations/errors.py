"""What goes wrong when an outside system is asked, as a sentence a person can act on."""

from __future__ import annotations


class IntegrationError(Exception):
    """Somebody outside could not give what was asked.

    `asked` is what was wanted ("the build checkout #512"), `where` who was asked ("Jenkins at
    http://jenkins.example"), `came_back` what happened ("HTTP 503: Jenkins is starting up"), and
    `hint` what one can do about it, a sentence or nothing. They are read as "Asked {where} for
    {asked} and got {came_back}. {hint}", are plain text on one line, and hold no credential;
    `came_back` may quote the other system, so it is foreign text.
    """

    def __init__(self, asked: str, where: str, came_back: str, hint: str = "") -> None:
        super().__init__(asked, where, came_back, hint)  # the four, so that it can be pickled
        self.asked = asked
        self.where = where
        self.came_back = came_back
        self.hint = hint

    def __str__(self) -> str:
        """The whole story, as a person reads it."""
        said = f"Asked {self.where} for {self.asked} and got {self.came_back}."
        return f"{said} {self.hint}".rstrip()


class NotFoundError(IntegrationError):
    """The system answered well, and the thing does not exist there (HTTP 404)."""


class RefusedError(IntegrationError):
    """The system knows us too little: no login, a wrong one, or a missing right (HTTP 401, 403)."""


class UnavailableError(IntegrationError):
    """The system is down, slow, starting, or something else answers in its place."""
