"""What the fast pass over raw bytes finds is what a look at each line finds."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import samples_of_compilers
import samples_of_systems
import samples_of_tools
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.diagnosis.hyper import Hyper
from handlers.diagnosis.lines import Count, pages
from handlers.diagnosis.scan import scan, see, wanted
from handlers.diagnosis.sieve import Everything, prepared, sieve

SAMPLES = [*samples_of_compilers.SAMPLES, *samples_of_tools.SAMPLES, *samples_of_systems.SAMPLES]
LINES = [line.encode() for row in SAMPLES for line in row[3].split("\n")]
BEFORE = [
    b"",
    b"2026-11-20T10:00:00.000Z ",
    b"[2026-11-22T17:02:03.123Z] ",
    b"17:02:03  ",
    b"[ERROR] ",
    b"##[error]",
    b"\x1b[31m",
    b"\x1b[0m\x1b[1m",
    b"\x1b[0K",
    b"2026-11-20T10:00:00.000Z \x1b[36m",
    b"\x1b[8mha:////4AAAA+x==\x1b[0m",
    b"^[[1;31m",
    b"web_1  | ",
    b"#16 0.174 ",
    b" 50%\r",
    b"\xef\xbb\xbf",
    b"\xff",
    b"\x07",
    b"x" * 2500 + b"\r",
]
AFTER = [b"", b"\r", b" \t", b"\x1b[0m", b"\xc2\xa0", b"\x08", b" " + b"y" * 7000, b"\xe3\x80\x80"]
DULL = b"\n." * 60
ROUGH = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(LINES),
    st.tuples(st.sampled_from(BEFORE), st.sampled_from(LINES), st.sampled_from(AFTER)).map(
        b"".join
    ),
    # a line with something put into its middle
    st.tuples(
        st.sampled_from(LINES),
        st.integers(0, 40),
        st.sampled_from([b"\x1b[0m", b"^[[0m", b"\x08", b"\0", b"\r", b"\xe2", b"\x1b"]),
    ).map(lambda three: three[0][: three[1]] + three[2] + three[0][three[1] :]),
)


def slow(log):
    """Each line looked at by itself."""
    rows = log.replace(b"\0", b"").split(b"\n")
    some = {n: see(line) for page in pages([log], Count()) for n, line in _numbered(page)}
    assert len(rows) - (not rows[-1]) == len(some)
    return {n: seen for n, seen in some.items() if seen and (seen.shapes or seen.marks)}


def _numbered(page):
    return enumerate(page.lines, page.first)


def fast(log, sift=None):
    """The lines that the engine's pass finds."""
    return {n: s for sheet in scan(pages([log], Count()), sift) for n, s in sheet.seen.items()}


def test_every_sample_is_found():
    """All lines of all samples that have a shape or a mark are found, and no others."""
    log = b"\n".join(LINES)

    assert fast(log) == slow(log) != {}


@settings(deadline=None, max_examples=300)
@given(st.lists(ROUGH, max_size=12).map(b"\n".join))
def test_no_wrapping_hides_a_line(log):
    """Whatever a line is wrapped in or broken by, the fast pass sees what a slow look sees."""
    assert fast(log) == slow(log)


@settings(deadline=None, max_examples=300)
@given(st.lists(ROUGH, max_size=12).map(b"\n".join))
def test_few_lines_among_many_dull_ones_are_seen(log):
    """Where a page has little to look at, only that is looked at, and nothing is missed."""
    assert fast(log + DULL) == slow(log + DULL)


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("after", AFTER)
def test_every_sample_is_found_in_every_wrapping(before, after):
    """Line by line, each the first of a page whose other lines are dull."""
    wrapped = [before + line + after for line in LINES[::9]]

    for line in wrapped:
        assert fast(line + DULL) == slow(line + DULL)


def test_every_real_log_reads_the_same(shared):
    """Over all labelled logs the fast pass finds the same lines, understood in the same way."""
    logs = sorted((shared / "data" / "build-logs").glob("*.log"))

    assert [log.name for log in logs if fast(log.read_bytes()) != slow(log.read_bytes())] == []


def test_a_machine_without_hyperscan_finds_the_same():
    """The sieve that lets everything through leads to the same lines."""
    log = b"\n".join(LINES)

    assert fast(log, Everything()) == fast(log)


def test_prepared_patterns_are_used_and_others_are_not():
    """A stored database gives the same; one that is broken or of other patterns is made anew."""
    log = b"\n".join(LINES)
    whole = prepared(wanted())[32:]

    assert fast(log, Hyper((), whole)) == fast(log)  # no pattern given: it must be the stored one
    assert fast(log, Hyper(wanted(), whole[:1000])) == fast(log)
    assert sieve(wanted()) is sieve(wanted())


def test_two_logs_may_be_read_at_once():
    """Threads that diagnose at the same time find what each would find alone."""
    logs = [b"\n".join(LINES[start::3]) * 20 for start in range(3)]
    alone = [numbers(log) for log in logs]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(numbers, logs * 4)) == alone * 4


def numbers(log):
    """The lines that the fast pass finds."""
    return [n for sheet in scan(pages([log], Count())) for n in sheet.seen]
