"""The tables over lines: ours beside the baselines, for each set of cases."""

from collections.abc import Iterable

from benchmarks import aims, tables
from benchmarks.cases import Chunk
from benchmarks.engines import ENGINES
from benchmarks.figures import Case, line_figures
from benchmarks.ran import Ran, say
from benchmarks.readings import METHODS

Rows = dict[str, dict[str, float]]

KEYED = "build-logs: {} failed builds; hit is of a key line, share of the log's lines"
PAIRED = "build-logs with a passing log of the same job: {} builds, read with it and without it"
CHUNKED = "{}: {} failed builds; a hit lies inside the chunk, kept is any line of it"
WITHOUT = "{}, without"


def keyed(ran: Ran) -> Rows:
    """All failed builds with a key line."""
    found = {
        name: [
            Case(one.answers[name], one.lines, build.lines, build.keys)
            for build in ran.truth.failed
            if name in (one := ran.readings[build.name]).answers
        ]
        for name in (*ENGINES, *METHODS)
    }
    return _printed(ran, aims.KEYED, KEYED.format(len(ran.truth.failed)), found)


def paired(ran: Ran) -> Rows:
    """The builds with a passing log, with it and without."""
    held = [build for build in ran.truth.failed if build.good]
    found: dict[str, list[Case]] = {}
    for build in held:
        one = ran.readings[build.name]
        for name, answer in one.beside.items():
            case = Case(answer, one.lines, build.lines, build.keys)
            found.setdefault(name, []).append(case)
    for build in held:
        one = ran.readings[build.name]
        for name, answer in one.answers.items():
            case = Case(answer, one.lines, build.lines, build.keys)
            found.setdefault(WITHOUT.format(name), []).append(case)
    return _printed(ran, aims.WITH_GOOD, PAIRED.format(len(held)), found)


def chunked(ran: Ran) -> dict[str, Rows]:
    """The chunks, and apart those that were located exactly and those only nearly."""
    every = ran.truth.chunks
    groups = {
        aims.CHUNKS: every,
        aims.EXACT: [one for one in every if one.exact],
        aims.FUZZY: [one for one in every if not one.exact],
    }
    return {
        cases: _printed(ran, cases, CHUNKED.format(cases, len(group)), _in_chunks(ran, group))
        for cases, group in groups.items()
    }


def _in_chunks(ran: Ran, group: Iterable[Chunk]) -> dict[str, list[Case]]:
    held = list(group)
    return {
        name: [
            Case(one.answers[name], one.lines, chunk.lines, chunk.lines)
            for chunk in held
            if name in (one := ran.readings[chunk.name]).answers
        ]
        for name in (*ENGINES, *METHODS)
    }


def _printed(ran: Ran, cases: str, title: str, found: dict[str, list[Case]]) -> Rows:
    rows = {name: line_figures(answers) for name, answers in found.items() if answers}
    say(title, tables.table(rows, ran.recorded(cases)))
    return rows
