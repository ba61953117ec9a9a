"""The log: a line an event, as text or as JSON, with the request that it belongs to."""

import contextlib
import json
import logging
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime

from handlers.kit.redaction import redact

TEXT = "%(asctime)s %(levelname)s %(name)s [%(request)s]: %(message)s"
NONE = "-"
OURS = ("bot", "handlers", "integrations")

# The request that this task works on; it follows the task into whatever it awaits.
_request: ContextVar[str] = ContextVar("request", default=NONE)


@contextlib.contextmanager
def on_behalf_of(request: str) -> Iterator[None]:
    """Every line that is logged inside the block carries this request's id."""
    before = _request.set(request)
    try:
        yield
    finally:
        _request.reset(before)


class AsText(logging.Formatter):
    """A line an event; an error's stack follows on lines of its own."""

    def __init__(self) -> None:
        super().__init__(TEXT)

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record, without secrets."""
        return redact(super().format(record))


class AsJson(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, request, process, message, and error."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record, without secrets."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": getattr(record, "request", NONE),
            "process": f"{self._process}:{record.process}",
            "message": redact(record.getMessage()),
        }
        if record.exc_info:
            line["error"] = redact(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def _with_request(record: logging.LogRecord) -> bool:
    record.request = _request.get()
    return True


def configure(process: str, *, as_json: bool) -> None:
    """Log to standard error: our own lines from INFO on, those of others from WARNING on.

    Redaction's patterns are compiled here, before anybody waits for an answer and before a fork.
    """
    redact("")
    handler = logging.StreamHandler()
    handler.setFormatter(AsJson(process) if as_json else AsText())
    handler.addFilter(_with_request)
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
