"""What a model may be told of a failure, as weighted pieces: the decisive lines, what explains them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from handlers.diagnosis import Diagnosis, Excerpt
from handlers.diagnosis.context import runs
from handlers.diagnosis.mask import mask
from handlers.explain.answer import Facts, Known, Source
from handlers.explain.pieces import Piece, Row
from handlers.explain.plain import as_given, one_line
from handlers.kit.redaction import redact_lines
from handlers.kit.words import Words

LOG = Words("log lines")
TESTS = Words("failed tests")
KNOWN = Words("failures of before that look the same")
CHANGED = Words("files changed since the last good build")
COMMITS = Words("commits since the last good build")
SOURCE = Words("lines of {path}")

# How much each explains, and the most that it may take of the room.
DECISIVE_WEIGHT, DECISIVE_SHARE = 1.0, 0.6
TESTS_WEIGHT, TESTS_SHARE = 0.9, 0.1
COMMANDS_WEIGHT, COMMANDS_SHARE = 0.85, 0.05
KNOWN_WEIGHT, KNOWN_SHARE = 0.8, 0.08
CHANGED_WEIGHT, CHANGED_SHARE = 0.7, 0.1
SOURCE_WEIGHT, SOURCE_SHARE = 0.65, 0.08  # each of the files
COMMITS_WEIGHT, COMMITS_SHARE = 0.6, 0.08
VERSIONS_WEIGHT, VERSIONS_SHARE = 0.55, 0.05
AROUND_WEIGHT = 0.5  # all that is left

ALIKE = 3  # lines of a run of alike ones that are told
LONGEST_LINE = 400  # characters of one line of a log or a file
LONGEST_FACT = 160  # characters of a name, a path, a subject
LONGEST_STORY = 400  # characters of what is known of a failure of before
HELPED = "; what helped: {fix}"


def pieces(facts: Facts, diagnosis: Diagnosis, known: Sequence[Known] = ()) -> tuple[Piece, ...]:
    """All that may be told; nothing is longer than a line, and nothing holds a secret."""
    lines = log_lines(diagnosis)
    context = diagnosis.context
    return (
        _log(DECISIVE_WEIGHT, lines, _decisive(diagnosis), DECISIVE_SHARE),
        _log(COMMANDS_WEIGHT, lines, _all(context.commands), COMMANDS_SHARE),
        _log(VERSIONS_WEIGHT, lines, _all(context.versions), VERSIONS_SHARE),
        _log(AROUND_WEIGHT, lines, _around(diagnosis)),
        _listed(TESTS, TESTS_WEIGHT, facts.failed_tests, TESTS_SHARE),
        _listed(KNOWN, KNOWN_WEIGHT, map(_story, known), KNOWN_SHARE, LONGEST_STORY),
        _listed(CHANGED, CHANGED_WEIGHT, facts.changed_files, CHANGED_SHARE),
        _listed(COMMITS, COMMITS_WEIGHT, facts.commits, COMMITS_SHARE),
        *map(_source, facts.sources),
    )


def log_lines(diagnosis: Diagnosis) -> dict[int, str]:
    """Every line of the log that the diagnosis holds, by its number, without secrets.

    Neighbours are redacted together, for a private key spans many lines.
    """
    raw = {candidate.line: candidate.text for candidate in diagnosis.candidates}
    context = diagnosis.context
    for excerpt in (*context.windows, *context.commands, *context.versions, *diagnosis.excerpts):
        raw |= dict(enumerate(excerpt.lines, excerpt.first))
    lines: dict[int, str] = {}
    for run in runs(sorted(raw)):
        redacted = redact_lines([raw[number].replace("\n", " ") for number in run])
        lines |= {n: as_given(line, LONGEST_LINE) for n, line in zip(run, redacted, strict=False)}
    return lines


def row_of(number: int, text: str) -> str:
    """A line of the log as the model reads it."""
    return f"{number} | {text}"


def _log(weight: float, lines: dict[int, str], numbers: Iterable[int], share: float = 1.0) -> Piece:
    told = (n for n in dict.fromkeys(numbers) if n in lines)
    return Piece(LOG, weight, tuple(Row(n, row_of(n, lines[n])) for n in told), share)


def _decisive(diagnosis: Diagnosis) -> Iterator[int]:
    """The candidates, then the lines of their excerpts, those nearest to the best ones first."""
    scores = {each.line: each.score for each in diagnosis.candidates}
    yield from scores
    yield from chain.from_iterable(
        _nearest(excerpt, scores) for excerpt in _by_score(diagnosis.excerpts, scores)
    )


def _by_score(excerpts: Sequence[Excerpt], scores: dict[int, float]) -> list[Excerpt]:
    def best(excerpt: Excerpt) -> float:
        inside = (s for line, s in scores.items() if excerpt.first <= line <= excerpt.last)
        return max(inside, default=0.0)

    return sorted(excerpts, key=lambda excerpt: -best(excerpt))


def _nearest(excerpt: Excerpt, scores: dict[int, float]) -> list[int]:
    numbers = range(excerpt.first, excerpt.last + 1)
    best = max(numbers, key=lambda number: scores.get(number, 0.0), default=0)
    return sorted(numbers, key=lambda number: abs(number - best))


def _around(diagnosis: Diagnosis) -> Iterator[int]:
    """The lines around, the best window first.

    Blank lines and rulers tell nothing, and of a run of lines that differ in numbers and paths
    alone the first ones tell all.
    """
    for excerpt in diagnosis.context.windows:
        template, run = "", 0
        for number, text in enumerate(excerpt.lines, excerpt.first):
            masked = mask(text)
            template, run = masked, run + 1 if masked == template else 1
            if run <= ALIKE and any(map(str.isalnum, text)):
                yield number


def _all(excerpts: Iterable[Excerpt]) -> list[int]:
    return [number for each in excerpts for number in range(each.first, each.last + 1)]


def _listed(
    kind: str, weight: float, told: Iterable[str], share: float, longest: int = LONGEST_FACT
) -> Piece:
    rows = (Row(at, f"- {one_line(each, longest)}") for at, each in enumerate(told))
    return Piece(kind, weight, tuple(rows), share)


def _source(source: Source) -> Piece:
    """The lines of a file, those nearest to the one that the failure names first."""
    whole = redact_lines([line.replace("\n", " ") for line in source.lines])
    texts = dict(enumerate(whole, source.first))
    near = sorted(texts, key=lambda number: abs(number - source.line))
    rows = (Row(n, f"- line {n}: {as_given(texts[n], LONGEST_LINE)}") for n in near)
    kind = SOURCE.format(path=one_line(source.path, LONGEST_FACT))
    return Piece(kind, SOURCE_WEIGHT, tuple(rows), SOURCE_SHARE)


def _story(known: Known) -> str:
    said = f"{known.where}: {known.cause}"
    return said + HELPED.format(fix=known.fix) if known.fix else said
