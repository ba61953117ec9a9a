"""The two ways in which a row of the outbox is not delivered."""


class NotYetError(Exception):
    """The row cannot go now, for instance because Slack said wait; try again `after` seconds."""

    def __init__(self, after: float, why: str) -> None:
        super().__init__(why)
        self.after = after


class RefusedForGoodError(Exception):
    """Slack will never take this row."""
