"""What is recorded, and what is printed beside it."""

from benchmarks import record
from benchmarks.aims import Aim
from benchmarks.tables import cell, table

ROWS = {"build-logs": {"pilothouse": {"F1": 0.51234}}}


def test_figures_are_kept_per_commit_and_the_last_ones_read(tmp_path):
    """A later commit's figures come first to hand; a set that it did not measure stays."""
    file = tmp_path / "results.jsonl"
    record.add(ROWS | {"speed": {"pilothouse": {"ratio": 0.2}}}, "aaa", "2026-11-01", file)
    record.add({"build-logs": {"pilothouse": {"F1": 0.6}}}, "bbb", "2026-11-02", file)

    assert len(file.read_text().splitlines()) == 2
    assert record.last(file) == {
        "build-logs": {"pilothouse": {"F1": 0.6}},
        "speed": {"pilothouse": {"ratio": 0.2}},
    }


def test_a_commit_that_is_measured_again_has_one_line(tmp_path):
    """The newer figures replace the older."""
    file = tmp_path / "results.jsonl"
    record.add(ROWS, "aaa", "2026-11-01", file)
    record.add(ROWS, "aaa", "2026-11-02", file)

    assert file.read_text() == (
        '{"commit": "aaa", "date": "2026-11-02", '
        '"figures": {"build-logs": {"pilothouse": {"F1": 0.5123}}}}\n'
    )


def test_nothing_is_recorded_at_first(tmp_path):
    """No file, no figures."""
    assert record.last(tmp_path / "results.jsonl") == {}


def test_a_figure_stands_beside_the_recorded_one():
    """Shares with three places, counts whole; a figure that was never recorded stands alone."""
    assert cell("F1", 0.512, 0.46) == ".512 (.460)"
    assert cell("blamed", 1.0, 0.0) == "1 (0)"
    assert cell("F1", 1.0, None) == "1.00"
    head, row = table({"ours": {"F1": 0.5}}, {"ours": {"F1": 0.4}})
    assert (head.split(), row.split()) == (["F1"], ["ours", ".500", "(.400)"])


def test_an_aim_is_a_least_or_a_most():
    """What is printed as .620 reaches .62."""
    assert Aim("build-logs", "F1", 0.62).met(0.6196)
    assert not Aim("build-logs", "F1", 0.62).met(0.6194)
    assert Aim("build-logs", "share", 0.025, at_most=True).met(0.02)
