"""What goes wrong when an outside system is asked, as a sentence a person can act on."""

from __future__ import annotations

import http.client
import json
import re
import socket
import ssl
from collections.abc import Iterator
from html import unescape

LONGEST = 200  # characters of foreign text that are quoted
NOISE = re.compile(r"^(HTTP )?(ERROR )?\d{3}[ :]*", re.IGNORECASE)  # "502 " of "502 Bad Gateway"

NETWORK: tuple[tuple[type[BaseException], str, bool], ...] = (
    (socket.gaierror, "no connection: its host name is unknown", True),
    (ConnectionRefusedError, "no connection: nothing listens there", True),
    (ConnectionError, "no answer: the connection was cut", False),
    (ssl.SSLError, "no connection: it does not speak TLS", True),
    (http.client.HTTPException, "no answer: it does not speak HTTP", True),
)


class IntegrationError(Exception):
    """Somebody outside could not give what was asked.

    `asked` is what was wanted ("the build checkout #512", "to stop checkout #512"), `where` who was asked ("Jenkins at
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
        wanted = self.asked if self.asked.startswith(("for ", "to ")) else f"for {self.asked}"
        said = f"Asked {self.where} {wanted} and got {self.came_back}."
        return f"{said} {self.hint}".rstrip()


class NotFoundError(IntegrationError):
    """The system answered well, and the thing does not exist there (HTTP 404)."""


class RefusedError(IntegrationError):
    """The system knows us too little: no login, a wrong one, or a missing right (HTTP 401, 403)."""


class UnavailableError(IntegrationError):
    """The system is down, slow, starting, or something else answers in its place."""


class UnansweredError(UnavailableError):
    """An order went out and no whole answer came back: it may have been carried out or not."""


class TooLongError(IntegrationError):
    """What was asked is more than the system can read at once: a shorter question may be answered."""


def reasons(error: BaseException) -> Iterator[BaseException]:
    """The error and all it was made of, outermost first, wherever a library hides its causes."""
    todo: list[BaseException] = [error]
    seen: set[int] = set()
    while todo:
        each = todo.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        inner = [getattr(each, "reason", None), each.__cause__, each.__context__, *each.args]
        todo.extend(one for one in inner if isinstance(one, BaseException))


def unreachable(error: BaseException) -> tuple[str, bool]:
    """What to say of a connection that failed, and whether it will fail again unless mended."""
    whole = list(reasons(error))
    for reason in whole:
        if isinstance(reason, ssl.SSLCertVerificationError):
            why = one_line(reason.verify_message)
            return f"no connection: its certificate is not trusted ({why})", True
        for kind, came_back, lasting in NETWORK:
            if isinstance(reason, kind):
                return came_back, lasting
    for reason in whole:
        if isinstance(reason, OSError) and reason.errno and reason.strerror:
            return f"no connection: {one_line(reason.strerror).lower()}", False
    return "no connection", False


def said(page: str) -> str:
    """What the body of an error says (HTML, JSON or text), in a short line; "" if nothing."""
    start = page.lstrip()[:1]
    if start == "<":
        page = _heading(page)
    elif start == "{":
        page = _message(page)
    return one_line(NOISE.sub("", page.strip().partition("\n")[0].strip()))


def _heading(page: str) -> str:
    """The first heading, else the title, else all the text of a web page."""
    page = re.sub(r"(?is)<(script|style)\b.*?</\1>|<!--.*?-->", " ", page)
    for tag in ("h1", "title", "body"):
        if found := re.search(rf"(?is)<{tag}\b[^>]*>(.*?)</{tag}>", page):
            text = " ".join(unescape(re.sub(r"<[^>]*>", " ", found[1])).split())
            if text:
                return text
    return ""


def _message(page: str) -> str:
    """The message of a JSON error, under the names that are usual."""
    try:
        answer = json.loads(page)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(answer, dict):
        return ""
    return next((str(answer[key]) for key in ("message", "error") if answer.get(key)), "")


def one_line(text: str) -> str:
    """Foreign text made fit for a sentence: printable, one line, short, no full stop at its end."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(line) > LONGEST:
        line = line[: LONGEST - 1] + "…"
    return line.rstrip(" .")
