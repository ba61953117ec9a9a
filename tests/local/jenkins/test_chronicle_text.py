"""The text that tells a sample repository's history."""

from importlib.resources import files

import pytest

from bot.local.jenkins.catalogue import JOBS
from bot.local.jenkins.chronicle import Chapter, ChronicleError, read
from bot.local.jenkins.recordings import load

TEXT = """A project.

@@ commit main | Ada Lindqvist | 2 days ago
Say hello

Twice.

@@ file hello.py
print("hello")

print("hello")

@@ copy junit.txt to ci/junit.py
@@ commit fix | Lin Wei | 3 minutes ago
Say it once
@@ gone hello.py
@@ file empty.txt
"""


def test_reads_commits_with_their_files():
    """Author, age in seconds, message and files; a deleted file is None, an empty one empty."""
    shared = {"junit.txt": "shared\n"}

    assert read(TEXT, shared.__getitem__) == (
        Chapter(
            "main",
            "Ada Lindqvist",
            172800,
            "Say hello\n\nTwice.",
            {"hello.py": 'print("hello")\n\nprint("hello")\n', "ci/junit.py": "shared\n"},
        ),
        Chapter("fix", "Lin Wei", 180, "Say it once", {"hello.py": None, "empty.txt": ""}),
    )


@pytest.mark.parametrize("text", ["@@ file a.py\nx", "@@ commit main | A | 1 day ago\n@@ move a b"])
def test_says_which_line_is_wrong(text):
    """A file before the first commit, or an unknown heading, is an error with its line."""
    with pytest.raises(ChronicleError, match=r"^line \d+: "):
        read(text, str)


def test_every_job_has_its_project_and_its_recordings():
    """Every project has the commits that the opening builds need; recordings end as their names say."""
    for job in JOBS:
        if job.is_folder:
            continue
        text = (files("bot.local.jenkins") / "projects" / f"{job.repository}.txt").read_text()
        chapters = read(text, lambda _: "")
        assert len([c for c in chapters if c.branch == "main"]) > max(job.opening) * (
            job.branch == "main"
        )
        for stage in job.stages:
            for name in (name for step in stage.steps for name in step.recordings):
                assert (load(name).exit_code == 0) == name.endswith(".good")
