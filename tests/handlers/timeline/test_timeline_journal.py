"""What was noted for the timeline comes back as it was noted."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.kit import Bold, Link, Mono, Person
from handlers.timeline import Entry, note, noted
from handlers.timeline.entry import read, written

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WORDS = st.text(max_size=20)
SPANS = st.one_of(
    WORDS,
    st.builds(Bold, WORDS),
    st.builds(Mono, WORDS),
    st.builds(Link, WORDS, WORDS),
    st.builds(Person, WORDS),
)
ENTRIES = st.builds(
    Entry,
    st.integers(0, 2**32).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.sampled_from(
        ["build", "failure", "deploy", "commit", "alert", "silence", "note", "incident"]
    ),
    st.one_of(WORDS, st.lists(SPANS, min_size=2, max_size=4).map(tuple)),
    WORDS,
    WORDS,
    WORDS,
    WORDS,
    st.booleans(),
)


@given(ENTRIES)
def test_an_entry_survives_json(entry):
    """Its emphasis, links and people too."""
    assert read(written(entry)) == entry


async def test_the_journal_is_in_the_order_of_time(use):
    """Whoever noted first; the same key again takes the first one's place."""
    store = use.systems.store
    later = Entry(NOON + timedelta(minutes=5), "alert", "TooManyErrors fires", key="alert 1")
    first = Entry(NOON, "deploy", (Mono("checkout"), " 1.4 deployed"), subject="checkout")
    await note(store, later)
    await note(store, first)
    await note(store, Entry(later.when, "alert", "TooManyErrors is resolved", key="alert 1"))

    found = await noted(store, NOON, NOON + timedelta(hours=1))
    assert [(e.kind, e.text) for e in found] == [
        ("deploy", (Mono("checkout"), " 1.4 deployed")),
        ("alert", "TooManyErrors is resolved"),
    ]
    assert await noted(store, NOON + timedelta(minutes=1), NOON + timedelta(minutes=2)) == ()


async def test_where_it_was_said_stays_with_it(use):
    """A private channel's words keep their channel."""
    await note(use.systems.store, Entry(NOON, "note", "we broke it"), "G1", private=True)

    (entry,) = await noted(use.systems.store, NOON, NOON)
    assert (entry.channel, entry.private) == ("G1", True)
