"""Find the repository's file behind a path in a log, which lay in somebody's workspace. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath

MARKS = re.compile(r"(?:^(?:test|tests|spec)_|[._-](?:test|tests|spec)$|_spec$)", re.IGNORECASE)
CAMEL = re.compile(r"(?:Tests?|TestCase|IT|Spec)$|^Test(?=[A-Z])")
NAMELESS_TEXT = (
    "index main mod lib init __init__ __main__ app utils util common helpers types test tests setup"
    " conftest config constants base core"
)
NAMELESS = frozenset(NAMELESS_TEXT.split())


class Tree:
    """The paths of a revision, asked by how they end."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Every path of the repository, as git writes it."""
        self.paths = tuple(dict.fromkeys(paths))
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        for path in self.paths:
            name = path.rpartition("/")[2]
            self._by_name[name].append(path)
            self._by_stem[name.partition(".")[0]].append(path)

    def find(self, path: str) -> tuple[str, ...]:
        """The files that share most folders with a path that ends like them, () if none does.

        Several come where the path does not tell them apart. A path that is longer than a file's
        own must hold all of it: /var/workspace/src/a.c is src/a.c and not lib/src/a.c.
        """
        parts = [part for part in path.split("/") if part not in ("", ".", "..")]
        if not parts:
            return ()
        near = self._by_name.get(parts[-1]) or self._by_stem.get(parts[-1], [])
        scored = [(_shared(parts, each), each) for each in near]
        fitting = [(n, each) for n, each in scored if n == min(len(parts), each.count("/") + 1)]
        best = max((n for n, _ in fitting), default=0)
        return tuple(each for n, each in fitting if n == best)

    def of_suite(self, suite: str) -> tuple[str, ...]:
        """The file of a test suite: `tests.test_cart.CartTest`, `com.acme.CartTest`, a path."""
        if found := self.find(suite):
            return found
        parts = [part for part in re.split(r"[./:#$\\]+|\s+>\s+", suite) if part]
        for end in range(len(parts), 0, -1):
            found = self.find("/".join(parts[:end]))
            if len(found) == 1:
                return found
        return ()


def _shared(parts: list[str], path: str) -> int:
    """How many names the two end in alike; the last one counts without its extension."""
    own = path.split("/")
    own[-1] = own[-1] if own[-1] == parts[-1] else own[-1].partition(".")[0]
    count = 0
    for a, b in zip(reversed(parts), reversed(own), strict=False):
        if a != b:
            break
        count += 1
    return count


def subject(path: str) -> str:
    """What a file is about by its name, for comparing: `cart` of CartTest.java and test_cart.py."""
    stem = PurePosixPath(path).name.partition(".")[0]
    whole = PurePosixPath(path).name.removesuffix(PurePosixPath(path).suffix)
    bare = CAMEL.sub("", MARKS.sub("", MARKS.sub("", whole)))
    return re.sub(r"[^a-z0-9]", "", (bare or stem).casefold())


def is_nameless(path: str) -> bool:
    """Whether a file's name says nothing of what is in it: index.js, __init__.py."""
    return PurePosixPath(path).name.partition(".")[0].casefold() in NAMELESS
