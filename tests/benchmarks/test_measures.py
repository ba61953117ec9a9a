"""The measures on examples small enough to reckon by hand."""

import pytest

from benchmarks.answer import Answer
from benchmarks.cases import Build
from benchmarks.figures import Case, line_figures
from benchmarks.floors import count, grep, last_strong, tail
from benchmarks.measures import calibration, coverage, hit, macro_f1, overlap, reliability


def test_lines_are_held_against_the_true_ones():
    """Of four chosen lines two are right, of three true ones two were found."""
    one = overlap([1, 2, 3, 4], {3, 4, 5})

    assert (one.precision, one.recall) == (0.5, pytest.approx(2 / 3))
    assert one.f1 == pytest.approx(4 / 7)
    assert one.full == 0


def test_nothing_chosen_and_nothing_right_score_nothing():
    """No line is no division by zero."""
    assert overlap([], {1}).f1 == overlap([2], {1}).f1 == overlap([2], {1}).full == 0


def test_recall_is_full_when_every_true_line_was_chosen():
    """However many others were."""
    assert overlap(range(1, 101), {7, 8}).full == 1


def test_a_hit_is_a_key_line_among_the_first():
    """The third line is a hit at five, not at one."""
    assert hit([9, 8, 7], {7}, 1) == 0
    assert hit([9, 8, 7], {7}, 5) == 1
    assert hit([], {7}, 5) == 0


def test_line_figures_are_means_over_cases():
    """One case found whole in a tenth of its log, one not found at all."""
    found = Case(Answer((4,), (4, 5)), 20, {4, 5}, {4})
    missed = Case(Answer((1,), (1, 2)), 10, {8}, {8})

    assert line_figures([found, missed]) == pytest.approx(
        {
            "hit@1": 0.5,
            "hit@5": 0.5,
            "precision": 0.5,
            "recall": 0.5,
            "F1": 0.5,
            "full recall": 0.5,
            "lines": 2.0,
            "share": 0.15,
            "kept": 0.5,
        }
    )


def test_the_classes_weigh_alike_in_macro_f1():
    """Class a: 2 right, 1 wrongly said, F1 4/5. Class b: 1 right, 1 missed, F1 2/3."""
    pairs = [("a", "a"), ("a", "a"), ("b", "b"), ("b", "a")]

    assert macro_f1(pairs) == pytest.approx((4 / 5 + 2 / 3) / 2)


def test_the_calibration_error_weighs_each_bin_with_its_answers():
    """.9 and .9, one of them right: a gap of .4; .1 and wrong: a gap of .1."""
    pairs = [(0.9, 1.0), (0.9, 0.0), (0.1, 0.0)]

    assert calibration(pairs, 5) == pytest.approx((2 * 0.4 + 1 * 0.1) / 3)
    assert [(b.count, b.low) for b in reliability(pairs, 5)] == [(1, 0.0), (2, 0.8)]


def test_certainty_itself_is_in_the_last_bin():
    """1.0 has no bin of its own."""
    assert [one.high for one in reliability([(1.0, 1.0)], 5)] == [1.0]
    assert calibration([(1.0, 1.0)], 5) == 0


def test_mentions_are_found_whatever_their_case():
    """Of two wanted words one is there; of none none is missing."""
    assert coverage("Could not resolve Host", ["host", "proxy"]) == 0.5
    assert coverage("", []) == 1


def test_the_baselines_count_lines_as_the_labels_do():
    """A line is what lies between two newlines, from 1; a carriage return splits none."""
    log = b"one\rstill one\ntwo\nERROR: three\nfour\n"

    assert count(log) == 4
    assert tail(log, 2) == Answer((4, 3), (3, 4))
    assert grep(log) == Answer((3,), (3,))
    assert last_strong(b"x\n" * 9 + b"a FAILURE\nend") == Answer((10,), tuple(range(5, 12)))


def test_a_word_of_the_data_may_be_more_than_one_of_ours(tmp_path):
    """A wrong word stays itself; a right one, or leniently an acceptable one, is the true class."""
    build = Build("b", tmp_path, {"category": "config", "acceptable_categories": ["lint"]})

    assert build.classes("tool", lenient=False) == ("config", "config")
    assert build.classes("lint", lenient=False) == ("config", "lint")
    assert build.classes("lint", lenient=True) == ("config", "config")
