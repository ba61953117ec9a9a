"""What speaks against a commit: documentation alone, a merge of the others, a pair that cancels."""

import re
from collections.abc import Iterator, Sequence

from handlers.kit import Mono
from handlers.kit.words import Words
from handlers.sources.kinds import is_docs
from handlers.suspects.evidence import touched
from handlers.suspects.values import Reason
from integrations.git import Commit

DOCS = Words("only touches documentation")
NO_FILE = Words("changes no file")
MERGES = Words("merges commits that are looked at on their own")
TAKES_BACK, TAKEN_BACK = Words("takes back "), Words("is taken back by ")
TOO = Words(", which is here too")

REVERTED = re.compile(r"(?i)\breverts? (?:commit )?([0-9a-f]{7,64})\b")
TITLE = re.compile(r'^Revert "(.+)"$')


def docs(commit: Commit, *, known: bool) -> Iterator[Reason]:
    """It touches nothing that is built; `known` says that its files are."""
    paths = touched(commit)
    if paths and all(map(is_docs, paths)):
        yield Reason("docs", DOCS, -0.8)
    elif known and not paths and len(commit.parents) < 2:  # noqa: PLR2004 a merge is told of as one
        yield Reason("docs", NO_FILE, -0.6)


def merge(commit: Commit, commits: Sequence[Commit]) -> Iterator[Reason]:
    """It brings what others of the commits did."""
    shas = {each.sha for each in commits}
    if len(commit.parents) > 1 and shas & set(commit.parents[1:]):
        yield Reason("merge", MERGES, -0.7)


def undone(commit: Commit, commits: Sequence[Commit]) -> Iterator[Reason]:
    """It takes back another of the commits, or another takes it back."""
    for other in commits:
        if other is commit:
            continue
        if _reverts(commit, other):
            yield Reason("undone", (TAKES_BACK, Mono(other.short), TOO), -0.6)
        elif _reverts(other, commit):
            yield Reason("undone", (TAKEN_BACK, Mono(other.short), TOO), -0.6)


def _reverts(later: Commit, earlier: Commit) -> bool:
    if found := REVERTED.search(later.body):
        return earlier.sha.startswith(found[1].casefold())
    title = TITLE.fullmatch(later.subject)
    return bool(title and title[1] == earlier.subject)
