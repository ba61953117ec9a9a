"""What a person who reads the tool's output would point at, the engine points at."""

import pytest
import samples_of_compilers
import samples_of_systems
import samples_of_tools

from handlers.diagnosis import diagnose
from handlers.diagnosis.clean import clean

SAMPLES = [*samples_of_compilers.SAMPLES, *samples_of_tools.SAMPLES, *samples_of_systems.SAMPLES]

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


@pytest.mark.parametrize("row", SAMPLES, ids=[row[0] for row in SAMPLES])
def test_each_cause_is_a_sentence_with_advice(row):
    """Every known failure has a cause in one sentence, advice and a fingerprint."""
    found = diagnose([row[3].encode()])

    assert found.cause.endswith(".")
    assert found.advice
    assert len(found.fingerprint) == 16
