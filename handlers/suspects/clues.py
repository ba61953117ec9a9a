"""What a failure tells that could lead to a commit: places, tests, names. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handlers.diagnosis import Diagnosis
from handlers.sources.places import LONGEST, Place, places
from integrations.jenkins import FailedTest, TestReport

MOST_TESTS = 20
MOST_SYMBOLS = 24
STACK = 60  # lines of a test's stack that are read
LEAST = 3  # letters of a name that tells something
READ = 3  # candidates whose names count as the error's

QUOTED = re.compile(r"""["'`‘’“”]([@\w$][\w$@./:+\-]{1,99})["'`‘’“”]""")
SHAPED = re.compile(
    r"(?<![\w./\\-])(?:[A-Za-z_$][A-Za-z0-9$]*_\w+|[a-z$][a-z0-9]+[A-Z]\w*|[A-Z][a-z0-9]+[A-Z]\w*"
    r"|@?[a-z][\w./]*(?:-[\w./]+)*(?=@[\^~]?\d))(?![\w./\\]*[/\\])"
)
CALLED = re.compile(r"\b([A-Za-z_$][\w$]{2,99})\(")
AFTER = re.compile(
    r"\b(?:undefined|undeclared|unresolved|symbol|variable|identifier|function|method|class|member"
    r"|crate|property|attribute|reference to)\b:?\s+(?:(?:variable|function|method|class)\s+)?"
    r"[`'\"‘]?([A-Za-z_$][\w$.:]{2,99})"
)
COMMON_TEXT = (
    "assertionerror typeerror valueerror keyerror attributeerror nameerror importerror runtimeerror"
    " modulenotfounderror syntaxerror referenceerror indexerror exception stacktrace nullpointer"
    " illegalargumentexception nullpointerexception illegalstateexception assertionfailederror"
    " runtimeexception err_assertion comparisonfailure nosuchmethoderror classnotfoundexception"
    " expected actual true false null none undefined main error failed failure test tests self this"
    " return returned object string number value values module function class method import"
)
COMMON = frozenset(COMMON_TEXT.split())


@dataclass(frozen=True, slots=True)
class Test:
    """A test that failed: its name as people know it, and what of its suite may be a path."""

    __test__ = False  # not a test case, whatever pytest makes of the name

    name: str
    suite: str


@dataclass(frozen=True)
class Clues:
    """What the failure names. `symbols` are identifiers and packages of the error itself."""

    category: str = ""
    places: tuple[Place, ...] = ()
    tests: tuple[Test, ...] = ()
    symbols: tuple[str, ...] = ()
    missing: bool = False  # the error says that something is not there


MISSING = re.compile(
    r"(?i)\b(?:no (?:module|member|such|attribute|matching)|not (?:found|defined|declared|exist)"
    r"|cannot (?:find|import|resolve)|can't (?:find|resolve)|undefined|unresolved|unknown"
    r"|undeclared|has no|missing|does(?: not|n't) exist|could not find|is not a function)\b"
)


def clues(diagnosis: Diagnosis | None, tests: TestReport | None) -> Clues:
    """Read a diagnosis and a test report."""
    failures = tests.failures[:MOST_TESTS] if tests else ()
    said = list(_error_lines(diagnosis, failures))
    return Clues(
        diagnosis.category if diagnosis else "",
        places((*_logged(diagnosis), *_stacks(failures))),
        tuple(Test(test.name, test.suite) for test in failures),
        symbols(said),
        any(MISSING.search(line) for line in said),
    )


def _logged(diagnosis: Diagnosis | None) -> Iterator[str]:
    """The candidates, best first, then the lines around them."""
    if diagnosis:
        yield from (candidate.text for candidate in diagnosis.candidates)
        for excerpt in diagnosis.excerpts:
            yield from excerpt.lines


def _stacks(failures: Sequence[FailedTest]) -> Iterator[str]:
    for test in failures:
        yield from test.message.splitlines()[:STACK]
        yield from test.stack.splitlines()[:STACK]


def _error_lines(diagnosis: Diagnosis | None, failures: Sequence[FailedTest]) -> Iterator[str]:
    if diagnosis:
        yield from (candidate.text for candidate in diagnosis.candidates[:READ])
    yield from (test.message.partition("\n")[0] for test in failures if test.message)


def symbols(lines: Iterable[str]) -> tuple[str, ...]:
    """The names in error lines that are likely to be somebody's own: quoted, called, composed."""
    found: dict[str, None] = {}
    for line in lines:
        for pattern in (QUOTED, SHAPED, CALLED, AFTER):
            for match in pattern.finditer(line[:LONGEST]):
                name = (match[1] if pattern.groups else match[0]).strip(".:/")
                last = re.split(r"[.:]+", name)[-1] if pattern is AFTER else ""
                found.update(dict.fromkeys(each for each in (name, last) if _tells(each)))
    return tuple(found)[:MOST_SYMBOLS]


def _tells(name: str) -> bool:
    return len(name) >= LEAST and name.casefold() not in COMMON and not name.isdigit()
