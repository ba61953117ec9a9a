"""Which command printed a line: the last one that the log announces above it."""

from collections.abc import Iterator

import re2

from handlers.diagnosis.facts import short
from handlers.diagnosis.store import Store

LOOK_UP = 2000  # lines above that are searched

# How a command is announced: by `sh -x`, Jenkins (freestyle, bat), GitLab, Travis and yarn,
# GitHub Actions, docker build (classic and BuildKit), npm, Maven, Gradle, Ansible.
ANNOUNCED = re2.compile(
    r"^(?:\++ (?P<traced>\S.*)"
    r"|\[[^\]]{1,80}\] \$ (?P<freestyle>\S.*)"
    r"|\$ (?P<prompt>\S.*)"
    r"|[A-Z]:\\[^>]{0,200}>(?P<bat>\S.*)"
    r"|##\[group\]Run (?P<actions>\S.*)"
    r"|\[command\](?P<logged>\S.*)"
    r"|Step \d+/\d+ : (?P<docker>[A-Z]+ \S.*)"
    r"|#\d+ \[[^\]]{1,80}\] (?P<buildkit>(?:RUN|COPY|ADD) \S.*)"
    r"|> (?P<npm>[@\w./-]+@\d\S* \S.*)"
    r"|--- (?P<maven>\S+:\S+ \(.*\) @ \S+)"
    r"|> Task (?P<gradle>:\S+)"
    r"|TASK \[(?P<ansible>[^\]]+)\])"
)


def announced(store: Store, line: int, within: int) -> Iterator[int]:
    """The lines from this one up that announce a command, the nearest first."""
    for n in range(line, max(0, line - within), -1):
        if ANNOUNCED.search(store.words(n).bare):
            yield n


def command_of(store: Store, line: int) -> str:
    """The command whose output the line belongs to, without what announces it; "" if not shown."""
    at = next(announced(store, line - 1, LOOK_UP), None)
    if at is None:
        return ""
    found = ANNOUNCED.search(store.words(at).bare)
    return short(next(text for text in found.groups() if text))
