"""What a model gets to read of a failure: the decisive lines first, then what explains them."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from handlers.diagnosis import Candidate, Context, Diagnosis, Excerpt, diagnose
from handlers.explain import Facts, Known, Source
from handlers.explain.claim import Claim
from handlers.explain.pieces import Piece, Row, choose
from handlers.explain.prompt import Given, build, system
from handlers.explain.tokens import tokens
from integrations.records import form

FACTS = Facts(
    job="checkout",
    number=512,
    failed_tests=tuple(f"test_cart.test_{n}" for n in range(30)),
    commits=tuple(f"{n:08x} Ann: Count the gift twice" for n in range(50)),
    changed_files=tuple(f"M src/cart/part_{n}.py (+3 -1)" for n in range(200)),
    sources=(Source("tests/test_cart.py", 50, 1, tuple(f"assert {n}" for n in range(1, 101))),),
)
KNOWN = (Known("checkout #498", "The gift was counted twice.", "Take 4f2a9c1 back."),)


def excerpt(first: int, last: int, width: int = 60) -> Excerpt:
    lines = tuple(
        f"line {n} {'abcdefgh'[n % 8]} {'x y ' * (width // 4)}" for n in range(first, last + 1)
    )
    return Excerpt(first, last, lines)


FAILED = Diagnosis(
    category="test",
    cause="test_total fails",
    advice=(),
    confidence=0.7,
    candidates=(
        Candidate(5_000, "E  assert 3 == 2", 0.9, "an assertion"),
        Candidate(9_000, "exit code 1", 0.3, "the end"),
    ),
    excerpts=(excerpt(4_990, 5_010), excerpt(8_995, 9_000)),
    fingerprint="",
    lines=10_000,
    bytes=600_000,
    context=Context(
        windows=(excerpt(4_900, 5_100), excerpt(8_900, 9_000)),
        commands=(Excerpt(4_000, 4_000, ("+ pytest -q",)),),
        versions=(Excerpt(12, 12, ("Python 3.11.4",)),),
    ),
)


def whole(given: Given, lang: str = "en") -> int:
    """The tokens of all that the model reads, as they are estimated."""
    return tokens(f"{system(lang)}\n\n{form(Claim)}\n{given.text}")


def test_everything_stands_in_its_place():
    """The build, the log in its order, which lines are what, then the rest; what is missing last."""
    given = build(FACTS, FAILED, 6_000, known=KNOWN)
    shape = re.sub(r"(?m)^(\d+ \||- |\.\.\.).*\n", "", given.text)
    assert shape.splitlines() == [
        "Build: checkout #512",
        "First reading, by rules: test: test_total fails",
        "=== log ===",
        "=== end of log ===",
        "Decisive lines, by rules, the most decisive first: 5000, 9000",
        "Lines that say what ran before: 4000",
        "Failed tests:",
        "Failures of before that look the same:",
        "Files changed since the last good build:",
        "Lines of tests/test_cart.py:",
        "Commits since the last good build:",
        f"Left out here: {'; '.join(given.left_out)}.",
        "Why did this build fail?",
    ]
    assert list(given.lines) == sorted(given.lines)
    assert given.lines[12] == "Python 3.11.4"
    assert "- checkout #498: The gift was counted twice.; what helped: Take 4f2a9c1 back." in (
        given.facts
    )
    assert "- line 50: assert 50" in given.facts


def test_what_was_left_out_is_counted_by_kind():
    """For the model and for the card, in the same words."""
    given = build(FACTS, FAILED, 3_000)
    said = dict(
        reversed(re.fullmatch(r"(\d+ of \d+) (.*)", one).groups()) for one in given.left_out
    )
    assert said["log lines"] == f"{10_000 - len(given.lines)} of 10000"
    changed = given.text.count("\n- M src/cart/")
    assert said["files changed since the last good build"] == f"{200 - changed} of 200"
    assert 0 < changed < 200


def test_of_little_room_the_decisive_lines_get_theirs_first():
    """The best candidate, its neighbours, and hardly anything else."""
    given = build(FACTS, FAILED, 1_000)
    assert {5_000, 9_000, 4_999, 5_001} <= given.lines.keys()
    others = given.lines.keys() - {*range(4_990, 5_011), *range(8_995, 9_001)}
    assert len(others) <= 3 < len(given.lines) / 2


def test_spare_room_goes_to_the_lines_around():
    """As far as the budget goes, the nearest window first."""
    small, large = build(Facts(), FAILED, 2_500), build(Facts(), FAILED, 6_000)
    assert len(small.lines) < len(large.lines)
    assert small.lines.items() <= large.lines.items()
    assert whole(large) > 5_000


def test_of_a_run_of_lines_that_are_alike_the_first_ones_are_told():
    """Numbers aside; the decisive line is told wherever in the run it stands."""
    run = tuple(f"Downloaded {n} of 40" for n in range(1, 41))
    diagnosis = replace(
        FAILED,
        candidates=(Candidate(30, run[29], 0.9, ""),),
        excerpts=(),
        context=Context(windows=(Excerpt(1, 42, (*run, "-----", "done")),)),
    )
    assert build(Facts(), diagnosis, 6_000).lines.keys() == {1, 2, 3, 30, 42}


def test_of_a_file_the_lines_near_the_named_one_stay():
    """The rest of a long one is left out."""
    given = build(FACTS, FAILED, 4_000)
    numbers = [int(n) for n in re.findall(r"(?m)^- line (\d+): assert", given.text)]
    assert 50 in numbers
    assert 5 < len(numbers) < 100
    assert numbers == list(range(numbers[0], numbers[-1] + 1))


def test_a_key_that_reaches_from_an_excerpt_into_what_is_around_is_not_told():
    """Neighbours are redacted together, whichever part of the diagnosis they come from."""
    body = [f"MIIEow{'QUJD' * 12}{n:03}" for n in range(8)]
    key = ["-----BEGIN RSA PRIVATE KEY-----", *body, "-----END RSA PRIVATE KEY-----"]
    diagnosis = replace(
        FAILED,
        candidates=(Candidate(40, "it fails", 0.9, ""),),
        excerpts=(Excerpt(40, 42, ("it fails", *key[:2])),),
        context=Context(windows=(Excerpt(43, 50, tuple(key[2:])),)),
    )
    given = build(Facts(), diagnosis, 6_000)
    assert given.lines[40] == "it fails"
    assert "MIIEow" not in given.text


@pytest.mark.parametrize("lang", ["en", "zh", "zh-CN", "xx"])
def test_the_language_is_one_sentence_of_the_rules(lang):
    """English where the language is not known; names and quotes stay as they are."""
    assert ("简体中文" in system(lang)) == lang.startswith("zh")
    assert ("Write in English." in system(lang)) == (not lang.startswith("zh"))


WORDS = st.text(max_size=80) | st.sampled_from(
    ["x" * 900, "a1" * 200, "错误" * 200, "=== end of log ===", "\n" * 50, "▓" * 400, "%$#" * 200]
)
LISTS = st.lists(WORDS, max_size=8).map(tuple)
EXCERPTS = st.lists(
    st.builds(
        lambda first, lines: Excerpt(first, first + len(lines) - 1, lines),
        st.integers(1, 10**7),
        st.lists(WORDS, min_size=1, max_size=12).map(tuple),
    ),
    max_size=4,
).map(tuple)
DIAGNOSES = st.builds(
    Diagnosis,
    category=st.just("test"),
    cause=WORDS,
    advice=st.just(()),
    confidence=st.just(0.5),
    candidates=st.lists(
        st.builds(Candidate, st.integers(1, 10**7), WORDS, st.floats(0, 1), st.just("")),
        max_size=5,
        unique_by=lambda one: one.line,
    ).map(tuple),
    excerpts=EXCERPTS,
    fingerprint=st.just(""),
    lines=st.integers(0, 10**7),
    bytes=st.just(0),
    context=st.builds(Context, EXCERPTS, EXCERPTS, EXCERPTS),
)
SOURCES = st.lists(
    st.builds(Source, WORDS, st.integers(1, 50), st.integers(1, 50), LISTS), max_size=3
).map(tuple)
ANY_FACTS = st.builds(
    Facts, WORDS, st.integers(), WORDS, WORDS, WORDS, LISTS, LISTS, LISTS, SOURCES
)
ANY_KNOWN = st.lists(st.builds(Known, WORDS, WORDS, WORDS), max_size=5)


@for_any(ANY_FACTS, DIAGNOSES, ANY_KNOWN, st.integers(2_500, 8_000), st.sampled_from(["en", "zh"]))
def test_the_budget_is_kept_whatever_is_known(facts, diagnosis, known, budget, lang):
    """Rules, form and question together; and every line of the log stands behind its number."""
    given = build(facts, diagnosis, budget, known=known, lang=lang)
    assert whole(given, lang) <= budget
    rows = given.text.splitlines()
    assert rows.count("=== end of log ===") == 1
    told = rows[rows.index("=== log ===") + 1 : rows.index("=== end of log ===")]
    assert [row for row in told if row != "..."] == [f"{n} | {t}" for n, t in given.lines.items()]


PIECES = st.lists(
    st.builds(
        Piece,
        kind=st.sampled_from(["log lines", "failed tests"]),
        weight=st.floats(0, 1),
        rows=st.lists(st.builds(Row, st.integers(1, 9), st.just("some words")), max_size=9).map(
            tuple
        ),
        share=st.floats(0, 1),
    ),
    max_size=6,
)


@for_any(PIECES, st.integers(0, 300))
def test_what_is_chosen_fits_and_nothing_is_lost_uncounted(pieces, room):
    """Every row is either there or counted as left out."""
    chosen = choose(pieces, room)
    texts = [text for rows in chosen.rows.values() for text in rows.values()]
    assert sum(map(tokens, texts)) <= room
    for kind in {piece.kind for piece in pieces}:
        every = {row.at for piece in pieces if piece.kind == kind for row in piece.rows}
        assert len(chosen.rows.get(kind, ())) + chosen.left[kind] == len(every)


def test_the_heavier_piece_is_served_first():
    """Of room for one row the heavier piece gets it, in whatever order the two come."""
    light = Piece("failed tests", 0.2, (Row(1, "light words"),))
    heavy = Piece("log lines", 0.9, (Row(1, "heavy words"),))
    for both in ((light, heavy), (heavy, light)):
        chosen = choose(both, 12)
        assert chosen.rows == {"log lines": {1: "heavy words"}}
        assert chosen.left == {"log lines": 0, "failed tests": 1}


def test_the_key_line_of_real_builds_is_in_the_context(shared):
    """Of at least 98 of 100, in at most 6,000 tokens."""
    kept = []
    for path in sorted((shared / "data/build-logs").glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))
        if truth["key_line_no"] is None or path.name.startswith("decoy"):
            continue
        given = build(
            Facts(job="a", number=1), diagnose([path.with_suffix(".log").read_bytes()]), 6_000
        )
        keys = {truth["key_line_no"], *truth["key_equivalent_lines"]}
        kept.append(bool(keys & given.lines.keys()))
        assert whole(given) <= 6_000
    assert sum(kept) >= 0.98 * len(kept)
