"""Which branch and which commit a build built."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from integrations.jenkins.reading import Json, part, parts, short_class, text

PARAMETERS = ("branch", "BRANCH", "GIT_BRANCH", "BRANCH_NAME")
# A multibranch project's child has the branch as its name, but its JSON does not say that it is
# one: these causes do, and so do an encoded slash and the names that nobody gives to a plain job.
BRANCH_CAUSES = {"BranchIndexingCause", "BranchEventCause"}
BRANCH_NAME = re.compile(r"main|master|develop|trunk|(PR|MR)-\d+|.*%2F.*", re.IGNORECASE)
REF = re.compile(r"^(refs/remotes/[^/]+/|refs/heads/|refs/tags/|remotes/origin/|origin/|\*/)")


def plain(ref: str) -> str:
    """A branch's name as people say it: "main" of "refs/remotes/origin/main"."""
    name = REF.sub("", ref.strip())
    return "" if name in {"detached", "HEAD"} else name


def branch_and_revision(
    data: Json, job: str, parameters: Mapping[str, str], causes: Sequence[Json]
) -> tuple[str, str]:
    """The branch and the full commit id that a build's JSON shows, each "" when it does not.

    A pipeline that loads a shared library has checked out two repositories and shows both without
    saying which is its own: the one whose branch the job's name or a parameter repeats is taken.
    """
    named = next((plain(parameters[name]) for name in PARAMETERS if parameters.get(name)), "")
    last = unquote(job.rpartition("/")[2])
    built = list(_checkouts(data))
    for branch, revision in built:
        if branch and branch in {named, last}:
            return branch, revision
    branch, revision = built[0] if built else ("", "")
    return branch or named or (last if _multibranch(job, causes) else ""), revision


def _checkouts(data: Json) -> Iterator[tuple[str, str]]:
    for action in parts(data, "actions"):
        revision = part(action, "lastBuiltRevision")
        if revision:
            branch = next((text(each, "name") for each in parts(revision, "branch")), "")
            yield plain(branch), text(revision, "SHA1")


def _multibranch(job: str, causes: Sequence[Json]) -> bool:
    if "/" not in job:
        return False
    if any(short_class(each) in BRANCH_CAUSES for each in causes):
        return True
    return BRANCH_NAME.fullmatch(job.rpartition("/")[2]) is not None
