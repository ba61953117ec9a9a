"""Jenkins's addresses: `/job/team/job/api/12/api/json` is a job, a build, and what of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from bot.local.jenkins.history import LAST


@dataclass(frozen=True)
class Address:
    """`job` is the full name or empty; `build` a number, a permalink or empty; `rest` what is left.

    Each part of a path is decoded once: the job `feature%2Fx` stands as `feature%252Fx` in it.
    """

    job: str
    build: str
    rest: str

    @classmethod
    def parse(cls, raw_path: str) -> Address:
        """Take a request's path apart, as it came over the wire."""
        parts = [unquote(part) for part in raw_path.partition("?")[0].split("/") if part]
        names = []
        while len(parts) > 1 and parts[0] == "job":
            names.append(parts[1])
            parts = parts[2:]
        build = ""
        if names and parts and (parts[0].isdecimal() or parts[0] in LAST):
            build, parts = parts[0], parts[1:]
        return cls("/".join(names), build, "/".join(parts))
