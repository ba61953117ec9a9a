"""What holds for any bytes: no crash, no dependence on how the log was cut, true line numbers."""

import json
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.diagnosis import as_json, diagnose
from handlers.diagnosis.clean import clean
from handlers.diagnosis.model import CATEGORIES

PARTS = st.sampled_from(
    [
        b"b.c:1:28: error: 'b' undeclared\n",
        b"2026-11-20T10:00:00.000Z [ERROR] Failed to execute goal a:b:1 on project c: d\n",
        b"\x1b[31mFAILED\x1b[0m tests/test_a.py::test_b - assert 1 == 2\r\n",
        b"10%\r20%\rE: Unable to locate package nothing\n",
        b"Finished: FAILURE\n",
        b"##[group]Run x\n",
        b"##[endgroup]\n",
        b"##[error]Process completed with exit code 1.\n",
        b"\tat org.example.A.b(A.java:1)\n",
        b"\n",
        b"\xff\xfe\x00E\x00r\x00r\n",
        b"half a line",
    ]
)
LOGS = st.lists(st.one_of(PARTS, st.binary(max_size=40)), max_size=40).map(b"".join)


@settings(deadline=None)  # a loaded machine is no failure
@given(LOGS)
def test_any_bytes_give_a_diagnosis(log):
    """No bytes crash it, and what it says is of the promised kind and can be sent as JSON."""
    found = diagnose([log])

    assert found.category in CATEGORIES
    assert 0 <= found.confidence <= 1
    assert len(found.candidates) <= 5
    assert sum(len(e.lines) for e in found.excerpts) <= 40
    assert found.bytes == len(log)
    assert json.loads(json.dumps(as_json(found)))["lines"] == found.lines


@settings(deadline=None)  # a loaded machine is no failure
@given(LOGS, st.lists(st.integers(0, 400), max_size=6))
def test_the_cuts_between_chunks_do_not_matter(log, cuts):
    """However the bytes arrive, the diagnosis is equal."""
    edges = [0, *sorted(min(cut, len(log)) for cut in cuts), len(log)]
    chunks = [log[a:b] for a, b in pairwise(edges)]

    assert diagnose(chunks) == diagnose([log])


@settings(deadline=None)  # a loaded machine is no failure
@given(LOGS)
def test_what_is_quoted_stands_on_its_line(log):
    """A candidate's text occurs in the line it names, and an excerpt's lines are the log's."""
    lines = log.replace(b"\0", b"").split(b"\n")
    found = diagnose([log])

    for one in found.candidates:
        assert one.text in clean(lines[one.line - 1]).text
    for e in found.excerpts:
        assert list(e.lines) == [clean(raw).text for raw in lines[e.first - 1 : e.last]]


@settings(max_examples=5, deadline=None)
@given(st.integers(9_000, 700_000), st.integers(1, 70_000))
def test_a_line_without_end_is_cut_alike_wherever_the_chunks_end(length, step):
    """A line of unbounded length is capped, in the same way for any chunks."""
    log = b"E: broken " + b"x" * length + b" end\nFinished: FAILURE\n"

    pieces = [log[i : i + step] for i in range(0, len(log), step)]
    assert diagnose(pieces) == diagnose([log])


def test_utf_16_is_read():
    """A log that PowerShell wrote in UTF-16 is understood."""
    log = "b.c:1:28: error: 'b' undeclared\nmake: *** [all] Error 1\n".encode("utf-16")

    assert diagnose([log]).candidates[0].line == 1


def test_a_long_log_keeps_its_failure_in_bounded_memory():
    """A failure in the middle of a log far larger than what is kept is found, with its number."""
    filler = b"".join(
        b"compiling part %d of the whole thing, all is well\n" % n for n in range(20_000)
    )
    failure = b"b.c:1:28: error: 'b' undeclared\n"
    chunks = [filler] * 12 + [failure] + [filler] * 12 + [b"Finished: FAILURE\n"]

    found = diagnose(chunks)

    assert found.lines == 480_002
    assert found.candidates[0].line == 240_001
    assert found.excerpts[0].lines[0] == "b.c:1:28: error: 'b' undeclared"


def test_a_good_run_tells_what_is_not_new():
    """An error that good builds have too is not the cause."""
    old = b"E: Unable to locate package fonts-none\n"
    new = b"b.c:1:28: error: 'b' undeclared\n"
    end = b"ERROR: script returned exit code 1\nFinished: FAILURE\n"

    found = diagnose([new, old, end], good=[old, b"Finished: SUCCESS\n"])

    lines = [c.line for c in found.candidates]
    assert lines[0] == 1
    assert 2 not in lines


def test_what_a_good_run_prints_too_is_not_shown_beside_the_failure():
    """The warnings that a compiler prints in every build are no part of this one's excerpt."""
    error = [
        b"b.c: In function 'main':\n",
        b"b.c:1:28: error: 'b' undeclared (first use in this function)\n",
        b"    1 | int main(void) { return b; }\n",
        b"      |                         ^\n",
    ]
    warnings = [b"c.c:%d:3: warning: unused variable 'n'\n" % n for n in range(1, 4)]
    end = [b"Archiving artifacts\n", b"Finished: FAILURE\n"]

    alone = diagnose([*error, *warnings, *end])
    beside = diagnose([*error, *warnings, *end], good=[*warnings, b"Finished: SUCCESS\n"])

    assert alone.excerpts[0].last == len(error) + len(warnings)
    assert beside.excerpts[0].last == len(error)
