"""What a person who reads the tool's output would point at, the engine points at."""

import re

import pytest
import samples_of_builders
import samples_of_checkers
import samples_of_compilers
import samples_of_kits
import samples_of_systems
import samples_of_tools
from lines_of_tools import LINES

from handlers.diagnosis import diagnose
from handlers.diagnosis.cause import said
from handlers.diagnosis.clean import clean
from handlers.diagnosis.scan import Seen, see
from handlers.diagnosis.shapes import (
    analysis,
    builders,
    languages,
    managers,
    provision,
    services,
    shell,
    suites,
    toolchains,
)

SAMPLES = [*samples_of_compilers.SAMPLES, *samples_of_tools.SAMPLES, *samples_of_systems.SAMPLES]
RECORDED = [
    *samples_of_builders.SAMPLES,
    *samples_of_checkers.SAMPLES,
    *samples_of_kits.SAMPLES,
]
KNOWN = [tuple(row.split("|", 1)) for row in LINES.splitlines()]
SHOWN = 3  # candidates that a card shows

# What a failed step is wrapped in, by three CI systems.
PLAIN = ("", "")
JENKINS = (
    "Started by user admin\n[Pipeline] sh\n+ ./build\n",
    "[Pipeline] }\n[Pipeline] End of Pipeline\nERROR: script returned exit code 1\n"
    "Finished: FAILURE\n",
)
TRAVIS = (
    "$ ./build\n",
    'The command "./build" exited with 1.\n\nDone. Your build exited with 1.\n',
)


def _seen(output: str) -> list[Seen]:
    """What each line that means something was understood as."""
    return [one for line in output.split("\n") if (one := see(line.encode()))]


@pytest.mark.parametrize(
    ("category", "line", "output"), [row[1:] for row in SAMPLES], ids=[row[0] for row in SAMPLES]
)
@pytest.mark.parametrize("around", [PLAIN, JENKINS, TRAVIS], ids=["plain", "jenkins", "travis"])
def test_the_decisive_line_leads(category, line, output, around):
    """The line that tells is the first candidate, with the kind of failure, in any CI system."""
    log = around[0] + output + around[1]

    found = diagnose([log.encode()])

    first = found.candidates[0]
    assert (found.category, clean(log.split("\n")[first.line - 1].encode()).text) == (
        category,
        line,
    )
    assert first.line in {n for e in found.excerpts for n in range(e.first, e.last + 1)}


@pytest.mark.parametrize(
    ("category", "line", "output"), [row[1:] for row in RECORDED], ids=[row[0] for row in RECORDED]
)
@pytest.mark.parametrize("around", [JENKINS, TRAVIS], ids=["jenkins", "travis"])
def test_the_recorded_line_is_shown_with_its_kind(category, line, output, around):
    """What a real tool printed when it was made to fail is shown, and named by its cause."""
    log = around[0] + output + around[1]

    found = diagnose([log.encode()])

    shown = [clean(log.split("\n")[c.line - 1].encode()).text for c in found.candidates[:SHOWN]]
    assert line in shown
    assert found.category == category


@pytest.mark.parametrize(("name", "line"), KNOWN, ids=[name for name, _ in KNOWN])
def test_a_line_is_known_by_the_tool_that_prints_it(name, line):
    """The shape knows its line, and what it says of it has every name filled in."""
    seen = _seen(line)[0]

    assert name in [*(shape.name for shape in seen.shapes), seen.noise]
    assert not seen.shape or not re.search(r"\{\w+\}", said(seen))


def test_every_shape_of_these_tables_has_a_sample():
    """No shape stands in the tables that nobody has seen at work."""
    tables = (
        analysis,
        builders,
        languages,
        managers,
        provision,
        services,
        shell,
        suites,
        toolchains,
    )
    seen = _seen("".join(row[3] for row in [*SAMPLES, *RECORDED]))
    shown = {name for name, _ in KNOWN}
    shown |= {shape.name for one in seen for shape in one.shapes} | {one.noise for one in seen}

    assert [s.name for table in tables for s in table.SHAPES if s.name not in shown] == []


@pytest.mark.parametrize("row", SAMPLES, ids=[row[0] for row in SAMPLES])
def test_each_cause_is_a_sentence_with_advice(row):
    """Every known failure has a cause in one sentence, advice and a fingerprint."""
    found = diagnose([row[3].encode()])

    assert found.cause.endswith(".")
    assert found.advice
    assert len(found.fingerprint) == 16
