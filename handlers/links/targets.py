"""What an address means: a job, a build, a graph, a commit, a comparison, a message. Pure.

Only what lies below a configured address means anything. What comes out are names and numbers, and
whoever asks for them asks the configured system: the address itself is never fetched.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urlsplit

from handlers.kit.forge import web_address
from integrations.git import Repository

LONGEST = 2000  # characters of an address that is looked at
EXPRESSION = 1000  # characters of a query
COMMIT = re.compile(r"(?:/-)?/commits?/([0-9a-f]{7,40})/?")
COMPARE = re.compile(r"(?:/-)?/compare/([\w./-]{1,100}?)\.{2,3}([\w./-]{1,100})/?")
MESSAGE = re.compile(r"/archives/([CG][A-Z0-9]{2,20})/p([0-9]{10})([0-9]{6})/?")
NUMBER = re.compile(r"[1-9][0-9]{0,8}")
BLUE = ("blue", "organizations", "jenkins")
BLUE_LONG = 4  # segments behind those: pipeline, "detail", branch, number
RANGE = re.compile(r"[0-9]{1,6}[smhdwy]")
GRAPHS = ("/graph", "/query")  # of Prometheus 2 and 3
AS_TABLE = ("1", "table")


@dataclass(frozen=True)
class OfBuild:
    """One build of a job."""

    job: str
    number: int


@dataclass(frozen=True)
class OfJob:
    """A job by its full name."""

    job: str


@dataclass(frozen=True)
class OfGraph:
    """An expression, and over which time it is drawn; empty where it is a table of values."""

    expr: str
    length: str


@dataclass(frozen=True)
class OfCommit:
    """A commit of a configured repository."""

    repository: str
    sha: str


@dataclass(frozen=True)
class OfComparison:
    """What `b` has and `a` has not."""

    repository: str
    a: str
    b: str


@dataclass(frozen=True)
class OfMessage:
    """A message of Slack's."""

    channel: str
    ts: str


Target = OfBuild | OfJob | OfGraph | OfCommit | OfComparison | OfMessage


@dataclass(frozen=True)
class Places:
    """The configured addresses. `slack` is any address in the workspace; empty ones are not looked for."""

    jenkins: str = ""
    prometheus: tuple[str, ...] = ()
    repositories: Sequence[Repository] = ()
    slack: str = ""


def target(url: str, places: Places) -> Target | None:
    """What an address means, or None where it means nothing that we know of."""
    if len(url) > LONGEST:
        return None
    return (
        _jenkins(_below(url, places.jenkins))
        or _graph(url, places.prometheus)
        or _repository(url, places.repositories)
        or _message(url, places.slack)
    )


def _below(url: str, base: str) -> str | None:
    """The path of an address below a base, still encoded; None where it does not lie there.

    `http` and `https` are the same here: people type either, and nothing is fetched.
    """
    try:
        there, ours = urlsplit(url), urlsplit(base)
        same = (there.hostname, _port(there.port)) == (ours.hostname, _port(ours.port))
    except ValueError:
        return None
    plain = there.scheme in ("http", "https") and ours.scheme in ("http", "https")
    root = ours.path.rstrip("/")
    climbs = not {".", ".."}.isdisjoint(unquote(there.path).split("/"))
    if not base or not plain or not same or climbs or "@" in there.netloc:
        return None
    if there.path != root and not there.path.startswith(f"{root}/"):
        return None
    return there.path.removeprefix(root)


def _port(port: int | None) -> int | None:
    return None if port in (80, 443) else port


def _jenkins(path: str | None) -> OfBuild | OfJob | None:
    parts = [part for part in (path or "").split("/") if part]
    if tuple(parts[:3]) == BLUE:
        return _blue(parts[3:])
    names: list[str] = []
    while len(parts) > 1 and parts[0] in ("job", "view"):
        if parts[0] == "job":
            names.append(unquote(parts[1]))
        parts = parts[2:]
    if not names:
        return None
    job = "/".join(names)
    if not parts:
        return OfJob(job)
    return OfBuild(job, int(parts[0])) if NUMBER.fullmatch(parts[0]) else None


def _blue(parts: Sequence[str]) -> OfBuild | None:
    """Blue Ocean's page of a run: PIPELINE/detail/BRANCH/NUMBER/…"""
    if len(parts) < BLUE_LONG or parts[1] != "detail" or not NUMBER.fullmatch(parts[3]):
        return None
    pipeline, branch = unquote(parts[0]), unquote(parts[2])
    alone = pipeline.rpartition("/")[2] == branch
    job = pipeline if alone else f"{pipeline}/{quote(branch, safe='')}"
    return OfBuild(job, int(parts[3]))


def _graph(url: str, bases: Sequence[str]) -> OfGraph | None:
    if not any(_below(url, base) in GRAPHS for base in bases):
        return None
    try:
        given = parse_qs(urlsplit(url).query, max_num_fields=100)
    except ValueError:
        return None
    expr = given.get("g0.expr", [""])[0].strip()
    if not expr or len(expr) > EXPRESSION:
        return None
    length = given.get("g0.range_input", ["1h"])[0]
    as_table = given.get("g0.tab", ["0"])[0] in AS_TABLE
    return OfGraph(expr, "" if as_table or not RANGE.fullmatch(length) else length)


def _repository(url: str, repositories: Sequence[Repository]) -> OfCommit | OfComparison | None:
    for each in repositories:
        path = _below(url, web_address(each))
        if path is None:
            continue
        if found := COMMIT.fullmatch(path):
            return OfCommit(each.name, found[1])
        if found := COMPARE.fullmatch(unquote(path)):
            return OfComparison(each.name, found[1], found[2])
    return None


def _message(url: str, somewhere: str) -> OfMessage | None:
    """A message's own address, in the workspace of which `somewhere` is one."""
    path = _below(url, somewhere.partition("/archives/")[0])
    found = MESSAGE.fullmatch(path or "")
    return OfMessage(found[1], f"{found[2]}.{found[3]}") if found else None
