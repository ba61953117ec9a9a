"""What fits into a question: decisive and near pieces first, and what was left out is known."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.citing import Evidence, fitted
from handlers.citing.evidence import row
from handlers.explain.tokens import tokens

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def said(at, weight=1.0, words="word " * 20):
    """A message, `at` minutes past noon."""
    return Evidence(f"m{at}", "message", words, "", weight, NOON + timedelta(minutes=at), "ada")


def test_the_decisive_piece_stays_where_room_is_short():
    """Weight comes before nearness in time."""
    old = said(0, weight=3.0)
    many = [old, *(said(at) for at in range(1, 30))]
    kept, left_out = fitted(many, 100)

    assert old in kept
    assert len(kept) + len(left_out) == 30


def test_of_equal_pieces_the_nearer_stay_in_their_order():
    """The newest messages are read, oldest first."""
    kept, _ = fitted([said(at) for at in range(30)], 200)

    assert [each.id for each in kept] == [f"m{at}" for at in range(30 - len(kept), 30)]


def test_a_large_piece_keeps_no_smaller_one_out():
    """It is left out itself, if it is not the most decisive."""
    large = said(5, words="x " * 600)
    kept, left_out = fitted([said(1), large, said(9)], 150)

    assert [each.id for each in kept] == ["m1", "m9"]
    assert left_out == (large,)


def test_chinese_counts_more_than_english():
    """An ideograph is about a token, a short word as well."""
    assert tokens("部署失败了吗") > 2 * tokens("failed")


@given(
    st.lists(st.tuples(st.text(max_size=60), st.floats(0, 5)), max_size=12),
    st.integers(-10, 400),
)
def test_the_budget_is_kept(pieces, budget):
    """Nothing is lost, nothing is doubled, and the room is never overstepped."""
    given_ = [
        Evidence(f"m{at}", "message", text, "", weight) for at, (text, weight) in enumerate(pieces)
    ]
    kept, left_out = fitted(given_, budget)

    assert sorted(e.id for e in (*kept, *left_out)) == sorted(e.id for e in given_)
    assert sum(tokens(row(each)) for each in kept) <= max(budget, 0)
