"""LogDx's score on one made case, reckoned by hand."""

from dataclasses import replace

import pytest

from benchmarks import logdx
from benchmarks.cases import Build
from handlers.diagnosis import Candidate, Diagnosis, Excerpt

LOG = """start
FAILED tests/test_cart.py::test_total
E   assert 3 == 4
other
done
end of it"""
TRUTH = {
    "category": "test_failure",
    "acceptable_categories": ["config"],
    "failing_lines": [[2, 3], [5, 6]],
    "key_line_no": 3,
    "key_equivalent_lines": [],
    "key_match": "assert 3 == 4",
    "root_cause": "test_total in tests/test_cart.py fails; see also notes.py.",
    "must_mention": ["test_total", "Cart"],
    "must_not_claim": ["network failure"],
}
SAID = Diagnosis(
    category="test",
    cause="The test test_total fails: assert 3 == 4.",
    advice=("Run it alone.",),
    confidence=0.8,
    candidates=(Candidate(3, "E   assert 3 == 4", 0.9, ""),),
    excerpts=(Excerpt(2, 3, ("FAILED tests/test_cart.py::test_total", "E   assert 3 == 4")),),
    fingerprint="",
    lines=6,
    bytes=len(LOG),
)


def _score(tmp_path, said=SAID, **changed):
    return logdx.score(Build("ldx-made", tmp_path, TRUTH | changed), said, LOG)


def test_each_part_is_what_one_reckons(tmp_path):
    """Key line mentioned, one of two spans quoted, one of two mentions in its case, the file and
    the test that stand in the log named; notes.py stands nowhere and is not asked for.
    """
    one = _score(tmp_path)

    assert (one.category, one.mentions, one.files, one.tests, one.quotes) == (1, 0.5, 1, 1, 1)
    assert one.signals == one.strict_signals == pytest.approx(2 / 3)
    assert one.value == pytest.approx(0.25 + 0.3 * 2 / 3 + 0.2 * 0.5 + 0.1 + 0.1 + 0.05)


def test_a_span_counts_with_one_line_and_strictly_with_its_share(tmp_path):
    """Three lines of evidence of which one is quoted."""
    one = _score(tmp_path, failing_lines=[[3, 5]])

    assert (one.signals, one.strict_signals) == (1, pytest.approx((1 + 1 / 3) / 2))


def test_an_acceptable_category_counts_half(tmp_path):
    """And another nothing."""
    assert _score(tmp_path, replace(SAID, category="config")).category == 0.5
    assert _score(tmp_path, replace(SAID, category="network")).category == 0


def test_a_part_that_the_case_does_not_have_counts_nothing(tmp_path):
    """The score can then not reach 1, and `most` says what it can."""
    one = _score(tmp_path, root_cause="It fails.", must_mention=["assert"])

    assert (one.files, one.tests) == (None, None)
    assert one.most == pytest.approx(0.8)
    assert one.value == pytest.approx(0.25 + 0.3 * 2 / 3 + 0.2 + 0.05)


def test_a_forbidden_claim_costs_twice_when_one_is_sure_of_it(tmp_path):
    """A quarter for the claim, a quarter for the confident error; never below 0."""
    unsure = replace(SAID, cause=SAID.cause + " A network failure.", confidence=0.5)
    sure = replace(unsure, confidence=0.7)

    assert _score(tmp_path, unsure).value == pytest.approx(_score(tmp_path).value - 0.25)
    assert _score(tmp_path, sure).value == pytest.approx(_score(tmp_path).value - 0.5)
    assert _score(tmp_path, sure).confident_error


def test_all_wrong_and_sure_is_a_confident_error(tmp_path):
    """All wrong and unsure is none; the score is 0, not less."""
    wrong = replace(SAID, category="network", cause="No.", excerpts=(), advice=())

    assert _score(tmp_path, wrong).confident_error
    assert _score(tmp_path, wrong).value == 0
    assert not _score(tmp_path, replace(wrong, confidence=0.6)).confident_error


def test_a_quote_that_the_log_does_not_have_is_not_valid(tmp_path):
    """Whitespace may differ, colours may be left out; short quotes are not asked about."""
    excerpt = Excerpt(2, 4, ("FAILED  tests/test_cart.py::test_total", "never said so", "x"))

    assert _score(tmp_path, replace(SAID, excerpts=(excerpt,))).quotes == 0.5
