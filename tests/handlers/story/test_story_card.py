"""The card: what it shows of a story, what it cuts, and whose words are whose."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.diagnosis import Candidate, Diagnosis, Excerpt
from handlers.explain import Explanation, Quiet, Quote
from handlers.kit import Bold, Button, Facts, Items, Lines, Mono, Note, Paragraph, Person
from handlers.story import Story, card
from integrations.jenkins import Build, Commit, FailedTest, Stage, TestReport

ENGINE = Diagnosis(
    category="test",
    cause="test_total fails: assert 3 == 2.",
    advice=("Run the test.",),
    confidence=0.654,
    candidates=(Candidate(41, "E   assert 3 == 2", 0.9, "an assertion"),),
    excerpts=(Excerpt(40, 43, ("def test_total():", "E   assert 3 == 2", "", "=====")),),
    fingerprint="0123456789abcdef",
    lines=1234,
    bytes=4000,
)
STORY = Story(Build("checkout", 5, result="FAILURE"), diagnosis=ENGINE)
MODEL = Explanation(
    cause="The gift is counted twice.",
    evidence=(Quote(41, "assert 3 == 2"),),
    alternatives=(),
    fix=("Count it once.",),
    confidence=0.9,
    hypothesis=False,
    dropped=0,
)
FACTS = Facts((("Started by", ("not told", ", took 0.0 s")),))
OWN = Paragraph((Bold("Cause: "), "test_total fails: assert 3 == 2."))
DECISIVE = Lines(((40, "def test_total():"), (41, "E   assert 3 == 2")), "Decisive lines")
ADVICE = Items(("Run the test.",), "What to do next")
READ = Note("The engine read 1,234 lines of the log; confidence 65 %.")


def test_without_a_model_the_card_is_complete():
    """Cause, lines without blank ones and rulers, advice, and how sure the engine is."""
    assert card(STORY).parts == (FACTS, OWN, DECISIVE, ADVICE, READ)
    assert card(STORY).summary == "checkout #5 failed: test_total fails: assert 3 == 2."


def test_suspects_are_offered_where_a_repository_is_known_and_something_failed():
    """The menu holds five entries at most, and this one is never beyond them."""
    suspects = Button("Suspects", "git suspects checkout 5")
    known = replace(STORY, repository="shop")
    assert suspects in card(known).more
    assert suspects not in card(STORY).more
    for other in ({"result": "SUCCESS"}, {"result": None, "building": True}):
        assert suspects not in card(replace(known, build=replace(known.build, **other))).more
    build = replace(known.build, url="http://jenkins.example/job/checkout/5/")
    full = card(replace(known, build=build, good=4, tests=TestReport(1, 1, 0, ())), shared=False)
    assert [entry.label for entry in full.more] == [
        "Share with the channel",
        "Suspects",
        "Compare with #4",
        "Open incident",
        "Open in Jenkins",
    ]


def test_a_proven_explanation_is_marked_as_the_models():
    """Its sentence and its steps are shown; the lines and the summary stay the engine's."""
    told = card(replace(STORY, explanation=MODEL))
    assert told.parts == (
        FACTS,
        Paragraph((Bold("Cause: "), "The gift is counted twice.")),
        DECISIVE,
        Items(("Count it once.",), "What to do next"),
        READ,
        Note("The sentence on the cause is the model's; it is borne out by 1 quote of the log."),
    )
    assert told.summary == card(STORY).summary


def test_a_hypothesis_stands_beside_the_engines_cause():
    """What nothing in the log proves takes no proven word's place."""
    guess = replace(MODEL, evidence=(), hypothesis=True, fix=())
    assert card(replace(STORY, explanation=guess)).parts == (
        FACTS,
        OWN,
        Paragraph(
            (
                Bold("Hypothesis (the model's, nothing in the log proves it): "),
                "The gift is counted twice.",
            )
        ),
        DECISIVE,
        ADVICE,
        READ,
    )


def test_a_quiet_model_adds_one_note_and_changes_nothing():
    """The card is the one without a model, and a line that says why."""
    own = card(STORY)

    assert card(replace(STORY, explanation=Quiet("It was late."))) == replace(
        own, parts=(*own.parts, Note("It was late."))
    )


def test_who_started_it_in_slack_is_a_person():
    """The person stands where Jenkins would name the bot's own user."""
    assert card(replace(STORY, starter="U1ADA")).parts[0] == Facts(
        (("Started by", (Person("U1ADA"), ", took 0.0 s")),)
    )


@pytest.mark.parametrize(
    ("report", "said"),
    [(TestReport(8, 2, 1), "2 of 11 failed"), (TestReport(8, 0, 1), "8 passed")],
)
def test_facts_of_stage_and_tests(report, said):
    """The first stage that failed; the tests in one word."""
    stages = (
        Stage("1", "Build", "SUCCESS"),
        Stage("2", "A", "UNSTABLE"),
        Stage("3", "B", "FAILED"),
    )

    assert card(replace(STORY, stages=stages, tests=report)).parts[0] == Facts(
        (("Started by", ("not told", ", took 0.0 s")), ("Failed stage", "A"), ("Tests", said))
    )


def test_who_stopped_a_build_is_told_in_jenkinss_words():
    """A person, a time limit, a newer build."""
    stopped = Build("checkout", 5, result="ABORTED", stopped=("Aborted by Sam", "Superseded by #6"))

    assert card(Story(stopped)).parts[0] == Facts(
        (
            ("Started by", ("not told", ", took 0.0 s")),
            ("Stopped", "Aborted by Sam, Superseded by #6"),
        )
    )


def test_long_lists_say_how_much_more_there_is():
    """Five tests and five commits; the first line of a long message is cut."""
    failures = tuple(FailedTest("s", f"test_{n}", "x" * 200 + "\nmore") for n in range(8))
    commits = tuple(Commit(f"{n}" * 40, "Sam", "", f"Step {n}") for n in range(6))
    story = replace(STORY, tests=TestReport(0, 8, 0, failures), commits=commits)

    assert card(story).parts[3:5] == (
        Items(
            (*((Mono(f"test_{n}"), ": " + "x" * 140) for n in range(5)), "and 3 more"),
            "Failed tests",
        ),
        Items(
            (*((Mono(f"{n}" * 8), f" Step {n} · Sam") for n in range(5)), "and 1 more"),
            "Commits in this build",
        ),
    )


def test_of_many_lines_the_ones_around_the_candidates_stay():
    """Fifteen: nearest to the best candidate first, then to the second; in the log's order."""
    excerpt = Excerpt(1, 100, tuple(f"line {n}" for n in range(1, 101)))
    two = (Candidate(50, "line 50", 0.9, ""), Candidate(90, "line 90", 0.5, ""))
    wide = replace(ENGINE, candidates=two, excerpts=(excerpt,))

    [lines] = [p for p in card(replace(STORY, diagnosis=wide)).parts if isinstance(p, Lines)]
    assert [number for number, _ in lines.rows] == [*range(45, 56), *range(88, 92)]


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), min_size=1, max_size=5),
    st.lists(st.integers(0, 400), min_size=1, max_size=5, unique=True),
)
def test_lines_are_few_true_and_in_order(gaps, keys):
    """Whatever the engine gives: at most fifteen, each under its own number, the best one kept."""
    excerpts, at = [], 0
    for gap, length in gaps:
        first = at + gap + 1
        at = first + length - 1
        excerpts.append(Excerpt(first, at, tuple(f"line {n}" for n in range(first, at + 1))))
    candidates = tuple(Candidate(key, f"line {key}", 0.5, "") for key in keys)
    many = replace(ENGINE, candidates=candidates, excerpts=tuple(excerpts))

    [lines] = [p for p in card(replace(STORY, diagnosis=many)).parts if isinstance(p, Lines)]
    numbers = [number for number, _ in lines.rows]
    assert len(numbers) <= 15
    assert numbers == sorted(set(numbers))
    assert all(text == f"line {number}" for number, text in lines.rows)
    if any(one.first <= keys[0] <= one.last for one in excerpts):
        assert keys[0] in numbers
