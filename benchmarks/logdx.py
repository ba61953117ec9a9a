"""LogDx-CI's own score (formula v1.1) on the cases of that data set which we hold.

    .25 category + .30 critical-signal recall + .20 must-mention coverage + .10 file recall
    + .10 test recall + .05 valid quotes - .25 (any forbidden claim) - .25 (confident error)

clamped to 0..1; a part that a case does not have counts 0, as in the published scores. A mention
is a literal substring, case and all, of summary, cause, files, tests, quotes and fix together.
Our record for it: summary and cause are the cause and the command that ran, the quotes are the
excerpts' lines, the fix is the advice; files and tests are named in those or not at all. The labels
that we hold are a part of LogDx's, so each part is computed from what there is:

- category: 1 when it is the label's, .5 when it is among the acceptable ones (LogDx has a table
  of related categories in their place), else 0
- critical-signal recall: the signals are the key line's stable words, which must be mentioned, and
  each labelled span of evidence, of which a line must be quoted. `strict` asks for more: a span
  counts with the share of its lines that is quoted.
- files, tests: the names of files and of tests in the label's root cause and must-mentions that
  stand in the log
- valid quotes: the share that stands in the log without its colours, whitespace squeezed; under 8
  characters skipped
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.answer import said
from benchmarks.cases import Build
from benchmarks.measures import mean
from handlers.diagnosis import Diagnosis

WEIGHTS = {
    "category": 0.25,
    "signals": 0.30,
    "mentions": 0.20,
    "files": 0.10,
    "tests": 0.10,
    "quotes": 0.05,
}
PENALTY = 0.25
SURE = 0.70
LOW = 0.5
SHORTEST = 8  # characters of a quote that is checked
# Some of the logs show the escape character as two printed ones; a quote may leave out both forms.
ANSI = re.compile(r"(?:\x1b|\^\[)\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07]*(?:\x07|\x1b\\)")
FILE = re.compile(
    r"[\w@./+-]*\w\.(?:c|cc|cpp|cs|go|h|hpp|java|js|json|jsx|kt|php|py|rb|rs|scala|sh|stderr|toml"
    r"|ts|tsx|xml|ya?ml)\b"
)
TEST = re.compile(r"\btest_\w+|\b\w+_(?:test|fail)(?:_\w+)?\b|\b[A-Z]\w+Test(?:s|Case)?\b(?!\.)")


@dataclass(frozen=True, slots=True)
class Score:
    """The parts of one case, each 0 to 1 or None when the case does not have it."""

    category: float
    signals: float
    strict_signals: float
    mentions: float | None
    files: float | None
    tests: float | None
    quotes: float | None
    forbidden: tuple[str, ...]
    confidence: float

    @property
    def confident_error(self) -> bool:
        """Sure of what is forbidden to say, or sure with category, signals and mentions wrong."""
        mentions_low = self.mentions is not None and self.mentions < LOW
        wrong = self.category == 0 and self.signals < LOW and mentions_low
        return self.confidence >= SURE and (bool(self.forbidden) or wrong)

    @property
    def value(self) -> float:
        """The score."""
        return self._value(self.signals)

    @property
    def most(self) -> float:
        """The score that the parts which the case has could reach."""
        return sum(weight for name, weight in WEIGHTS.items() if getattr(self, name) is not None)

    @property
    def strict(self) -> float:
        """The score with each span counted by the share of its lines that is quoted."""
        return self._value(self.strict_signals)

    def _value(self, signals: float) -> float:
        parts = {name: getattr(self, name) or 0.0 for name in WEIGHTS} | {"signals": signals}
        raw = sum(weight * parts[name] for name, weight in WEIGHTS.items())
        raw -= PENALTY * bool(self.forbidden) + PENALTY * self.confident_error
        return min(1.0, max(0.0, raw))


def score(build: Build, diagnosis: Diagnosis, log: str) -> Score:
    """The score of a diagnosis; `log` is the whole log as text."""
    log = ANSI.sub("", log)
    quotes = [line for excerpt in diagnosis.excerpts for line in excerpt.lines]
    blob = ANSI.sub("", "\n".join([diagnosis.cause, diagnosis.ran, *quotes, *diagnosis.advice]))
    told = build.truth["root_cause"] + "\n" + "\n".join(build.truth["must_mention"])
    lines = set(said(diagnosis).chosen)
    named = float(build.truth["key_match"] in blob)
    spans = [set(range(first, last + 1)) for first, last in build.truth["failing_lines"]]
    return Score(
        category=_category(build, diagnosis.category),
        signals=mean([named, *(float(bool(span & lines)) for span in spans)]),
        strict_signals=mean([named, *(len(span & lines) / len(span) for span in spans)]),
        mentions=_recall(build.truth["must_mention"], blob),
        files=_recall(_standing(FILE, told, log), blob),
        tests=_recall(_standing(TEST, told, log), blob),
        quotes=_recall([squeezed for q in quotes if (squeezed := _squeezed(q))], _squeezed(log)),
        forbidden=tuple(claim for claim in build.truth["must_not_claim"] if claim in blob),
        confidence=diagnosis.confidence,
    )


def _category(build: Build, kind: str) -> float:
    if build.right(kind, lenient=False):
        return 1.0
    return LOW if build.right(kind, lenient=True) else 0.0


def _recall(wanted: Sequence[str], text: str) -> float | None:
    return mean(float(one in text) for one in wanted) if wanted else None


def _standing(pattern: re.Pattern[str], told: str, log: str) -> list[str]:
    return sorted({name for name in pattern.findall(told) if name in log})


def _squeezed(text: str) -> str:
    """The text with single blanks; empty when it is too short to be checked."""
    text = " ".join(text.split())
    return text if len(text) >= SHORTEST else ""
