"""What is kept of a log of any size."""

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


def test_the_beginning_the_end_and_the_failures_of_a_huge_log_stay():
    """Of a log of far more bytes than are kept, these can be read with their numbers."""
    filler = dull(40_000)
    store = kept(b"first line\n", *[filler] * 10, FAILURE, *[filler] * 10, b"last line\n")

    assert sum(len(store.raw(n)) for n in range(1, 800_004)) <= KEPT_BYTES
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
