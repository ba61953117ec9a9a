"""One run: the labelled logs, what was said of each, and what was recorded before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cases import Build, Chunk, builds, chunks, good_logs
from benchmarks.readings import Reading, Task
from benchmarks.record import Figures
from handlers.diagnosis import Diagnosis


@dataclass(frozen=True)
class Truth:
    """The labelled logs."""

    failed: Sequence[Build]
    decoys: Sequence[Build]
    good: Sequence[Task]
    chunks: Sequence[Chunk]

    def tasks(self) -> list[Task]:
        """Every log, once."""
        labelled = [Task(b.name, b.path, b.good) for b in (*self.failed, *self.decoys)]
        return [*labelled, *self.good, *(Task(c.name, c.path) for c in self.chunks)]


@dataclass(frozen=True)
class Ran:
    """What is true, what was said by log's name, and what was recorded before."""

    truth: Truth
    readings: Mapping[str, Reading]
    before: Figures

    def said(self, engine: str) -> dict[str, Diagnosis]:
        """The diagnoses of one engine by the logs' names."""
        return {name: one.diagnoses[engine] for name, one in self.readings.items()}

    def recorded(self, cases: str) -> Mapping[str, Mapping[str, float]]:
        """The recorded rows of one set of cases."""
        return self.before.get(cases, {})


def labelled(folder: Path) -> Truth:
    """The labelled logs of the data's folder."""
    every = list(builds(folder))
    return Truth(
        [build for build in every if not build.decoy],
        [build for build in every if build.decoy],
        [Task(path.name.removesuffix(".log"), path) for path in good_logs(folder)],
        list(chunks(folder)),
    )


def say(title: str, lines: Iterable[str]) -> None:
    """Print a section."""
    print(f"\n{title}")
    for line in lines:
        print(line)
