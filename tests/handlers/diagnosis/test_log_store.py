"""What is kept of a log of any size, and which lines of it are worth a closer look."""

from handlers.diagnosis.clean import clean
from handlers.diagnosis.lines import Count, pages
from handlers.diagnosis.scan import scan
from handlers.diagnosis.store import EMPTY, KEPT_BYTES, Store

DULL = b"copied part %d of the whole thing, all is well here\n"
FAILURE = b"b.c:1:28: error: 'b' undeclared\n"


def kept(*chunks):
    """The store of a log."""
    return Store(scan(pages(chunks, Count())))


def dull(count):
    """Lines that say nothing."""
    return b"".join(DULL % n for n in range(count))


def test_all_lines_of_a_small_log_are_near():
    """Of a log of a few thousand lines every line may be looked at."""
    store = kept(dull(3000), FAILURE)

    assert list(store.near()) == list(range(1, 3002)) == list(store.numbers())


def test_near_lines_are_around_the_hits_and_the_end():
    """Of a long log what is around its failures and its end is chosen, and no more than asked."""
    store = kept(dull(20_000), FAILURE, dull(20_000), b"script returned exit code 1\n", dull(500))

    near = store.near(400)

    assert len(near) <= 400
    assert sorted(set(near)) == list(near)
    assert {20_001, 20_000, 20_002, 40_002, 40_502} <= set(near)
    assert set(store.near(50)) == set(range(40_453, 40_503))


def test_a_rare_failure_is_nearer_than_a_common_one():
    """Of failures alike in strength the one that is said once comes before one said often."""
    often = (FAILURE + dull(100)) * 100
    once = b"Makefile:3: *** missing separator.  Stop.\n"
    store = kept(often, once, dull(300), often)

    assert 10_101 in store.near(300)


def test_the_beginning_the_end_and_the_failures_of_a_huge_log_stay():
    """Of a log of far more bytes than are kept, these can be read with their numbers."""
    filler = dull(40_000)
    store = kept(b"first line\n", *[filler] * 10, FAILURE, *[filler] * 10, b"last line\n")

    assert sum(len(store.raw(n)) for n in store.numbers()) <= KEPT_BYTES
    assert store.words(1) == clean(b"first line")
    assert store.words(400_002) == clean(FAILURE.strip())
    assert store.words(800_003).text == "last line"
    assert store.seen[400_002].strength
    assert not store.has(200_000)
    assert store.words(200_000) == EMPTY
    assert not store.has(800_004)
    assert not store.has(0)


def test_noise_beside_a_hit_is_known_when_asked_for():
    """A stack frame is no hit by itself, and is known as one by its number."""
    store = kept(b"java.lang.IllegalStateException: no\n\tat org.example.A.b(A.java:1)\nplain\n")

    assert list(store.seen) == [1]
    assert store.seen.get(2).noise == "noise.frame"
    assert store.seen.get(3) is None
    assert store.seen.get(99) is None
