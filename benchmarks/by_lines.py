"""The tables over lines: ours beside the baselines, for each set of cases."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from benchmarks import aims, tables
from benchmarks.answer import Answer
from benchmarks.cases import Build, Chunk
from benchmarks.engines import ENGINES
from benchmarks.figures import Case, line_figures
from benchmarks.ran import Ran, say
from benchmarks.readings import BESIDE, METHODS

Rows = dict[str, dict[str, float]]
Answered = Sequence[tuple[Mapping[str, Answer], Case]]  # what each method said; the case's truth

KEYED = "build-logs: {} failed builds; hit is of a key line, share of the log's lines"
PAIRED = "build-logs with a passing log of the same job: {} builds, read with it and without it"
CHUNKED = "{}: {} failed builds; a hit lies inside the chunk, kept is any line of it"
WITHOUT = "{}, without"
NOTHING = Answer((), ())


def keyed(ran: Ran) -> Rows:
    """All failed builds."""
    held = [(ran.readings[b.name].answers, _of(ran, b)) for b in ran.truth.failed]
    found = _by_name((*ENGINES, *METHODS), held)
    return _printed(ran, aims.KEYED, KEYED.format(len(held)), found)


def paired(ran: Ran) -> Rows:
    """The builds with a passing log, with it and without."""
    builds = [build for build in ran.truth.failed if build.good]
    beside = [(ran.readings[b.name].beside, _of(ran, b)) for b in builds]
    alone = [(ran.readings[b.name].answers, _of(ran, b)) for b in builds]
    found = _by_name((*ENGINES, *BESIDE), beside)
    without = _by_name((*ENGINES, *METHODS), alone)
    found |= {WITHOUT.format(name): cases for name, cases in without.items()}
    return _printed(ran, aims.WITH_GOOD, PAIRED.format(len(builds)), found)


def chunked(ran: Ran) -> dict[str, Rows]:
    """The chunks, and apart those that were located exactly and those only nearly."""
    every = ran.truth.chunks
    groups = {
        aims.CHUNKS: every,
        aims.EXACT: [one for one in every if one.exact],
        aims.FUZZY: [one for one in every if not one.exact],
    }
    rows = {}
    for cases, group in groups.items():
        held = [(ran.readings[c.name].answers, _of(ran, c)) for c in group]
        found = _by_name((*ENGINES, *METHODS), held)
        rows[cases] = _printed(ran, cases, CHUNKED.format(cases, len(group)), found)
    return rows


def _of(ran: Ran, case: Build | Chunk) -> Case:
    """The case's truth, without an answer; any line of a chunk is a key line."""
    keys = case.keys if isinstance(case, Build) else case.lines
    return Case(NOTHING, ran.readings[case.name].lines, case.lines, keys)


def _by_name(names: Iterable[str], held: Answered) -> dict[str, list[Case]]:
    """The answered cases of each method that answered them all: no mean is over some of them."""
    return {
        name: [replace(case, answer=answers[name]) for answers, case in held]
        for name in names
        if all(name in answers for answers, _ in held)
    }


def _printed(ran: Ran, cases: str, title: str, found: dict[str, list[Case]]) -> Rows:
    rows = {name: line_figures(answers) for name, answers in found.items()}
    say(title, tables.table(rows, ran.recorded(cases)))
    return rows
