"""What a commit's own words say: the names in its changes, and its message."""

import re
from collections.abc import Iterator, Sequence

from handlers.kit import Mono
from handlers.kit.words import Words
from handlers.sources.kinds import is_docs, is_generated
from handlers.suspects.evidence import Evidence, changed_lines
from handlers.suspects.values import Reason
from integrations.git import Commit

TAKES_AWAY, MISSES = Words("takes away "), Words(", which the error misses")
WITH, ERROR_NAMES = Words("changes lines with "), Words(", which the error names")
MENTIONS, ALSO = Words("mentions "), Words(", as the failure does")
SAYS = Words('says of itself "{words}"')
UPGRADE = Words("says that it changes versions, and what failed is the fetching of dependencies")
ALONE = Words("is the only commit since the last good build")
ALONE_IN = Words("is the only commit in the build")

OWN = re.compile(
    r"(?i)\b(wip|work in progress|do not merge|hack|quick fix|untested|not tested|experiment(?:al)?"
    r"|(?:may|might|could|will) break|breaking(?: change)?|broken|temporar(?:y|ily)|not finished"
    r"|to be fixed|needs? (?:more )?work|draft|first try)\b"
)
UPGRADES = re.compile(r"(?i)^\W*(?:\w+(?:\([\w-]+\))?: )?(bump|upgrade|update|migrate|move to)\b")
MOST_SHOWN = 60  # characters of a name
MOST_LINES = 1 << 18  # characters of changes that are searched


class Changes:
    """Which names of the error stand in which commit's changes."""

    def __init__(self, commits: Sequence[Commit], known: Evidence) -> None:
        """Search every commit's changes once."""
        self._found: dict[str, dict[str, bool]] = {}
        self._count: dict[str, int] = {}
        for commit in commits:
            names = _names(commit, known)
            self._found[commit.sha] = names
            for name in names:
                self._count[name] = self._count.get(name, 0) + 1

    def reasons(self, commit: Commit, known: Evidence) -> Iterator[Reason]:
        """Each name of the error that this commit's changes hold; one in few commits tells more."""
        for name, gone in self._found[commit.sha].items():
            rare = float(self._count[name]) ** -0.5
            shown = Mono(name[:MOST_SHOWN])
            if gone and known.clues.missing:
                yield Reason("symbol", (TAKES_AWAY, shown, MISSES), 0.5 * rare)
            else:
                yield Reason("symbol", (WITH, shown, ERROR_NAMES), 0.3 * rare)


def _names(commit: Commit, known: Evidence) -> dict[str, bool]:
    """The error's names in a commit's changes, and whether it only takes them away."""
    diffs = tuple(
        file
        for file in known.diffs.get(commit.sha, ())
        if not is_docs(file.path) and not is_generated(file.path)
    )
    more, less = (changed_lines(diffs, sign)[:MOST_LINES] for sign in "+-")
    found: dict[str, bool] = {}
    for name in known.clues.symbols:
        pattern = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        added, removed = bool(pattern.search(more)), bool(pattern.search(less))
        if added or removed or _is_gone(commit, name):
            found[name] = not added
    return found


def _is_gone(commit: Commit, name: str) -> bool:
    """Whether a commit removed or moved the file that a name stands for: `shop.old`, `./old`."""
    wanted = [part for part in re.split(r"[./:\\]+", name) if part]
    gone = [c.before if c.status == "R" else c.path for c in commit.files if c.status in "DR"]
    stems = [path.rpartition(".")[0].split("/") for path in gone]
    return bool(wanted) and any(parts[-len(wanted) :] == wanted for parts in stems)


def said(commit: Commit, known: Evidence) -> Iterator[Reason]:
    """What its message says: names of the failure, doubts of its own, an upgrade."""
    message = f"{commit.subject}\n{commit.body}"
    names = (*(each.name for each in known.clues.tests), *known.clues.symbols)
    for name in names:
        if len(name) > 3 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", message):  # noqa: PLR2004 a word
            yield Reason("said", (MENTIONS, Mono(name[:MOST_SHOWN]), ALSO), 0.3)
            break
    if found := OWN.search(message):
        yield Reason("said", SAYS.format(words=found[0]), 0.15)
    if known.clues.category == "dependency" and UPGRADES.match(commit.subject):
        yield Reason("said", UPGRADE, 0.2)


def only(commits: Sequence[Commit], *, since_good: bool) -> Iterator[Reason]:
    """There is no other commit."""
    if len(commits) == 1:
        yield Reason("only", ALONE if since_good else ALONE_IN, 0.4)
