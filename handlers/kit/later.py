"""The one way a handler says: not yet."""


class TryLater(Exception):  # noqa: N818 - it is an answer, not an error
    """The thing is not ready; the same intent is due again in `seconds`."""

    def __init__(self, seconds: float, why: str) -> None:
        super().__init__(why)
        self.seconds = seconds
