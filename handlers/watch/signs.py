"""Signs of a cause outside of the code, read from the end of a log without diagnosing it. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

LINES = 400  # lines from the end in which a sign counts
LONGEST = 500  # characters of a line that are looked at

_NAME = r"[A-Za-z0-9][\w.-]{0,80}"
_HOST = r"[A-Za-z0-9][A-Za-z0-9.-]{0,80}(?::\d{2,5})?"


class Outside(StrEnum):
    """What broke, where no commit did."""

    AGENT = "agent"
    SERVER = "server"  # of artifacts, packages, images or sources
    DISK = "disk"


@dataclass(frozen=True)
class Sign:
    """What broke and its name: an agent's, or a host's."""

    kind: Outside
    name: str

    @property
    def key(self) -> str:
        """The same for every build that the same thing broke."""
        return f"{self.kind}:{self.name.casefold()}"


_SIGNS: tuple[tuple[Outside, re.Pattern[str]], ...] = (
    (
        Outside.AGENT,
        re.compile(
            rf"Cannot contact (?P<a>{_NAME}): |[Aa]gent (?P<b>{_NAME}) (?:was deleted|is offline|went offline"
            rf"|disconnected|was marked offline)|(?P<c>{_NAME}) was marked offline"
            rf"|Unable to create live FilePath for (?P<d>{_NAME})"
        ),
    ),
    (
        Outside.SERVER,
        re.compile(
            rf"(?:Could not (?:transfer|resolve|find|download|GET)|Failed to (?:transfer|download|fetch|pull)|"
            rf"error pulling image|unable to access).{{0,200}}?https?://(?P<a>{_HOST}).{{0,200}}"
            r"(?:50[234]|refused|timed out|unknown host|reset|unavailable)",
            re.IGNORECASE,
        ),
    ),
    (
        Outside.SERVER,
        re.compile(
            rf"Could not resolve host:? (?P<a>{_HOST})|Failed to connect to (?P<b>{_HOST}) port"
            rf"|getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?P<c>{_HOST})"
        ),
    ),
)
_FULL = re.compile(r"No space left on device|ENOSPC|There is not enough space on the disk")


def sign_in(end: str, agent: str = "") -> Sign | None:
    """The last sign in the end of a log; `agent` is where the build ran, for a disk that is full."""
    for line in reversed(end.splitlines()[-LINES:]):
        found = _in_line(line[:LONGEST], agent)
        if found:
            return found
    return None


def _in_line(line: str, agent: str) -> Sign | None:
    for kind, pattern in _SIGNS:
        match = pattern.search(line)
        name = next((each for each in match.groups() if each), "") if match else ""
        if name:
            return Sign(kind, name.rstrip(".:"))
    if agent and _FULL.search(line):
        return Sign(Outside.DISK, agent)
    return None
