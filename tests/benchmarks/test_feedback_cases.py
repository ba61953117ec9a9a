"""`python -m benchmarks feedback`: a file of what people corrected is replayed."""

import json

from benchmarks.feedback import run
from handlers.diagnosis import diagnose

LINES = [
    "FAILED tests/test_cart.py::test_total - AssertionError: assert 3 == 2",
    "ERROR: script returned exit code 1",
    "Finished: FAILURE",
]
FINGERPRINT = diagnose(["\n".join([*LINES, ""]).encode()]).fingerprint


def case(**more):
    """One line of the file."""
    record = {"case": "0" * 16, "category": "test", "lines": LINES, "known_as": [FINGERPRINT]}
    return json.dumps(record | {"cause": "No tax.", "line": ""} | more)


def test_without_a_file_it_says_how_to_get_one(capsys, monkeypatch):
    """And there are no figures."""
    monkeypatch.delenv("PILOTHOUSE_FEEDBACK", raising=False)
    assert run() is None
    assert capsys.readouterr().out == (
        "there are no cases: `pilothouse feedback cases` prints them, PILOTHOUSE_FEEDBACK names the"
        " file\n"
    )


def test_each_case_is_told_and_the_shares_are_figures(capsys, monkeypatch, tmp_path):
    """One that is recognised, one that is not; a line that is no case is named."""
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join([case(), case(case="1" * 16, known_as=[]), "{"]) + "\n")
    monkeypatch.setenv("PILOTHOUSE_FEEDBACK", str(path))

    assert run() == {"feedback": {"corrected": {"engine": 0.0, "memory": 0.5, "no": 0.5}}}
    assert capsys.readouterr().out.splitlines() == [
        f"{path}, line 3: no case",
        "ok  00000000  memory  No tax.",
        "no  11111111  no      No tax.",
        "      the engine reads: The test tests/test_cart.py::test_total fails: AssertionError:"
        " assert 3 == 2.",
        "2 corrected: 0 given by the engine, 1 by memory, 1 by neither.",
    ]


def test_a_file_that_is_not_there_is_a_sentence(capsys, monkeypatch, tmp_path):
    """With its name."""
    path = tmp_path / "none.jsonl"
    monkeypatch.setenv("PILOTHOUSE_FEEDBACK", str(path))
    assert run() is None
    assert capsys.readouterr().out == f"{path} cannot be read: No such file or directory\n"
