"""The labelled logs that lie beside the project: builds with their truth, and chunks."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
# What the data calls a failure, in our words; a category is right when it is one of these.
VOCABULARY: dict[str, frozenset[str]] = {
    "compile_error": frozenset({"compile"}),
    "test_failure": frozenset({"test"}),
    "infra_agent": frozenset({"infra"}),
    "disk_full": frozenset({"disk"}),
    "scm_checkout": frozenset({"scm"}),
    "auth_permission": frozenset({"permission"}),
    "pipeline_config": frozenset({"config"}),
    "deploy_failure": frozenset({"deploy"}),
    "config": frozenset({"config", "tool"}),
    "none_success": frozenset({"none"}),
    "none_unstable": frozenset({"none", "test"}),
    "flaky": frozenset({"test"}),
}  # dependency, network, oom, timeout, lint, crash and aborted are the same word in both
# The one of ours that a class of the data is counted under, where it may be more than one.
CLASS = {"config": "config", "none_unstable": "none"}


@dataclass(frozen=True, slots=True)
class Build:
    """One labelled build: its log, and what is true of it."""

    name: str
    path: Path
    truth: dict[str, Any]

    @property
    def keys(self) -> set[int]:
        """The decisive line and its equals."""
        if self.truth["key_line_no"] is None:
            return set()
        return {self.truth["key_line_no"], *self.truth["key_equivalent_lines"]}

    @property
    def lines(self) -> set[int]:
        """All lines of the labelled regions."""
        return _lines(self.truth["failing_lines"])

    @property
    def good(self) -> Path | None:
        """The log of a good build of the same job, where there is one."""
        name = self.truth.get("good_log")
        return self.path.parent / name if name else None

    @property
    def traps(self) -> set[int]:
        """Lines that look alarming and must not be named."""
        return {line for line, _ in self.truth.get("noise_traps", ())}

    @property
    def decoy(self) -> bool:
        """Whether nothing failed."""
        return str(self.truth["category"]).startswith("none")

    def right(self, category: str, *, lenient: bool) -> bool:
        """Whether the category is the true one or, leniently, an acceptable one."""
        words = [self.truth["category"], *(self.truth["acceptable_categories"] if lenient else ())]
        return any(category in VOCABULARY.get(word, {word}) for word in words)

    def classes(self, category: str, *, lenient: bool) -> tuple[str, str]:
        """The true class and the one said, in our words; what is right counts as the true one."""
        word = self.truth["category"]
        true = CLASS.get(word) or next(iter(VOCABULARY.get(word, {word})))
        return true, true if self.right(category, lenient=lenient) else category


@dataclass(frozen=True, slots=True)
class Chunk:
    """One log with the lines that tell the reason."""

    name: str
    path: Path
    lines: set[int]
    exact: bool  # whether the labelled text was found as it is, or only nearly so


def data() -> Path | None:
    """The folder of the data: $PILOTHOUSE_DATA, or ../shared/data; None when it is not there."""
    folder = Path(os.environ.get("PILOTHOUSE_DATA") or ROOT.parent / "shared" / "data")
    return folder if folder.is_dir() else None


def builds(folder: Path) -> Iterator[Build]:
    """The labelled builds, failed ones and decoys, by name."""
    for label in sorted((folder / "build-logs").glob("*.json")):
        truth = json.loads(label.read_text())
        yield Build(truth["name"], label.with_suffix(".log"), truth)


def good_logs(folder: Path) -> Iterator[Path]:
    """The logs of good builds of the same jobs."""
    yield from sorted((folder / "build-logs").glob("*.good.log"))


def chunks(folder: Path) -> Iterator[Chunk]:
    """The labelled chunks."""
    for row in (folder / "logchunks" / "labels.jsonl").read_text().splitlines():
        label = json.loads(row)
        path = folder / "logchunks" / label["log"]
        yield Chunk(path.stem, path, _lines(label["spans"]), label["match"] == "exact")


def _lines(spans: list[list[int]]) -> set[int]:
    return {n for first, last in spans for n in range(first, last + 1)}
