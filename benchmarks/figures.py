"""From what was said and what is true to the figures, by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks import logdx
from benchmarks.answer import Answer
from benchmarks.cases import Build
from benchmarks.measures import calibration, coverage, hit, macro_f1, mean, overlap
from benchmarks.readings import Reading
from handlers.diagnosis import Diagnosis
from handlers.explain import Facts, prompt

HIT = 5
SURE = 0.7
BUDGET = 6000  # tokens, the bot's own default


@dataclass(frozen=True, slots=True)
class Case:
    """One answer and what is true of its log."""

    answer: Answer
    total: int
    lines: set[int]
    keys: set[int]


def line_figures(cases: Sequence[Case]) -> dict[str, float]:
    """The figures over lines; `lines` and `share` are the size of the excerpt, `kept` the share
    of cases in which it holds a key line.
    """
    over = [overlap(case.answer.chosen, case.lines) for case in cases]
    return {
        "hit@1": mean(hit(case.answer.ranked, case.keys, 1) for case in cases),
        f"hit@{HIT}": mean(hit(case.answer.ranked, case.keys, HIT) for case in cases),
        "precision": mean(one.precision for one in over),
        "recall": mean(one.recall for one in over),
        "F1": mean(one.f1 for one in over),
        "full recall": mean(one.full for one in over),
        "lines": mean(float(len(case.answer.chosen)) for case in cases),
        "share": mean(len(case.answer.chosen) / max(case.total, 1) for case in cases),
        "kept": mean(float(bool(case.keys & set(case.answer.chosen))) for case in cases),
    }


def word_figures(failed: Sequence[Build], said: Mapping[str, Diagnosis]) -> dict[str, float]:
    """Category, mentions, confidence and the model's context, over the failed builds."""
    pairs = [(build, said[build.name]) for build in failed]
    return {
        "inside@1": mean(hit(_ranked(d), build.lines, 1) for build, d in pairs),
        "category strict": mean(float(b.right(d.category, lenient=False)) for b, d in pairs),
        "category lenient": mean(float(b.right(d.category, lenient=True)) for b, d in pairs),
        "macro-F1 strict": macro_f1([b.classes(d.category, lenient=False) for b, d in pairs]),
        "macro-F1 lenient": macro_f1([b.classes(d.category, lenient=True) for b, d in pairs]),
        "must-mention": mean(coverage(_text(d), b.truth["must_mention"]) for b, d in pairs),
        "forbidden claims": float(sum(_forbidden(b, d) for b, d in pairs)),
        "confident errors": float(sum(confident_error(b, d) for b, d in pairs)),
        "calibration": calibration(sureness(failed, said)),
        "in context": mean(float(in_context(b, d)) for b, d in pairs),
    }


def sureness(failed: Sequence[Build], said: Mapping[str, Diagnosis]) -> list[tuple[float, float]]:
    """Pairs of the confidence and 1 when the first candidate is a key line."""
    return [(said[b.name].confidence, hit(_ranked(said[b.name]), b.keys, 1)) for b in failed]


def in_context(build: Build, diagnosis: Diagnosis) -> bool:
    """Whether a key line is among what a model is given to read."""
    return bool(build.keys & set(prompt.build(Facts(), diagnosis, BUDGET).lines))


def confident_error(build: Build, diagnosis: Diagnosis) -> bool:
    """Sure, and wrong: a forbidden claim, or a category that is not even acceptable."""
    wrong = _forbidden(build, diagnosis) or not build.right(diagnosis.category, lenient=True)
    return diagnosis.confidence >= SURE and wrong


def logdx_scores(failed: Sequence[Build], said: Mapping[str, Diagnosis]) -> dict[str, logdx.Score]:
    """LogDx's score of each of its cases, by name."""
    return {
        build.name: logdx.score(build, said[build.name], _log(build))
        for build in failed
        if build.name.startswith("ldx-")
    }


def logdx_figures(scores: Mapping[str, logdx.Score]) -> dict[str, float]:
    """The means of the score and of its parts; a part counts 0 where a case does not have it."""
    held = scores.values()
    parts = {name: mean(getattr(one, name) or 0.0 for one in held) for name in logdx.WEIGHTS}
    return {
        "score": mean(one.value for one in held),
        "most it could be": mean(one.most for one in held),
        "score of the parts there are": mean(one.value / one.most for one in held),
        "score, spans by lines": mean(one.strict for one in held),
        **parts,
        "forbidden claims": float(sum(bool(one.forbidden) for one in held)),
        "confident errors": float(sum(one.confident_error for one in held)),
    }


def blamed(readings: Sequence[Reading], name: str) -> list[str]:
    """The good builds for which a method or an engine names a cause."""
    return [
        one.name
        for one in readings
        if (
            one.diagnoses[name].category != "none"
            if name in one.diagnoses
            else name in one.answers and one.answers[name].ranked
        )
    ]


def trapped(every: Sequence[Build], said: Mapping[str, Diagnosis]) -> list[str]:
    """The builds whose first candidate is a line that must not be named."""
    return [build.name for build in every if hit(_ranked(said[build.name]), build.traps, 1)]


def _ranked(diagnosis: Diagnosis) -> list[int]:
    return [candidate.line for candidate in diagnosis.candidates]


def _forbidden(build: Build, diagnosis: Diagnosis) -> bool:
    cause = diagnosis.cause.casefold()
    return any(claim.casefold() in cause for claim in build.truth["must_not_claim"])


def _text(diagnosis: Diagnosis) -> str:
    quoted = [line for excerpt in diagnosis.excerpts for line in excerpt.lines]
    return "\n".join([diagnosis.cause, *(c.text for c in diagnosis.candidates), *quoted])


def _log(build: Build) -> str:
    return build.path.read_bytes().decode("utf-8", "replace")
