"""Learning for the engine: the same data the same file, and no project in two places."""

import json

import pytest

from benchmarks.cases import chunks, data
from benchmarks.learn import FOLDS, Task, fold, look, project_of, tasks, written
from handlers.diagnosis.forest import LEAD, REGION, from_json


@pytest.mark.parametrize(
    ("name", "project", "expected"),
    [
        ("Scala_akka_akka-560939223", "", "akka"),
        ("lc-akka-560939223", "akka/akka", "akka"),
        ("cid-sorald-445", "sorald_445", "sorald"),
        ("jk-no-revision", "Shawvin/Jenkins-practice", "jenkins-practice"),
    ],
)
def test_a_log_has_a_project(name, project, expected):
    """By its repository's name, or by its own where the data names none."""
    assert project_of(name, project) == expected


def test_a_project_is_always_in_the_same_fold():
    """Whatever the process: the fold is no hash of the day."""
    assert [fold(name) for name in ("akka", "scala", "pandas")] == [0, 0, 3]
    assert len({fold(str(n)) for n in range(50)}) == FOLDS


def test_no_project_of_the_labelled_logs_is_in_two_folds(shared):
    """The two sets of logs share projects; each of them is left out as a whole."""
    assert shared.is_dir()
    found = tasks(data())

    by_words = {}
    for task in found:
        by_words.setdefault(task.project, set()).add(fold(task.project))
    assert all(len(folds) == 1 for folds in by_words.values())
    chunked = {project_of(chunk.name, "") for chunk in chunks(data())}
    assert {"akka", "alamofire", "bitcoin", "ripgrep"} <= chunked
    assert {task.project for task in found if task.name.startswith("lc-")} <= chunked


def test_a_log_teaches_both_forests(tmp_path):
    """Its candidates teach who leads, the lines around the right one what belongs to it."""
    log = tmp_path / "build.log"
    log.write_text("ok\n" * 20 + "E       assert 5 == 6\nok\nerror: no\nFinished: FAILURE\n")
    task = Task("build", "shop", log, frozenset({20, 21}), frozenset({21}))

    taught = look(task)

    assert sum(taught.rows[LEAD].true) == 1
    assert sum(taught.rows[REGION].true) == 2
    assert len(taught.rows[REGION].rows) == 24


def test_a_file_reads_as_what_was_written():
    """One tree a line, and the same forest again."""
    forest = {"features": ["a"], "trees": [{"splits": [[0, 1.5, -1, -2]], "leaves": [-1.0, 1.0]}]}

    text = written(forest)

    assert json.loads(text) == forest
    assert from_json(json.loads(text)).chance([2.0]) == pytest.approx(0.731, abs=1e-3)
