"""Where ours is wrong, a line each: the case, what we said, what is true."""

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.answer import said
from benchmarks.cases import Build, Chunk
from benchmarks.figures import confident_error, in_context
from benchmarks.measures import hit
from handlers.diagnosis import Diagnosis

WORDS = 70  # characters of a quoted line


def builds(failed: Sequence[Build], diagnoses: Mapping[str, Diagnosis]) -> Iterator[str]:
    """The failed builds with a wrong first line, an excerpt or a context without the key line, or
    a wrong category.
    """
    for build in failed:
        diagnosis = diagnoses[build.name]
        wrong = _wrong(build, diagnosis)
        if wrong:
            truth = f"{build.truth['category']} {build.truth['key_line_no']}"
            key = _short(build.truth["key_match"])
            yield f"  {build.name} [{', '.join(wrong)}]: {_said(diagnosis)} | truth {truth} {key}"


def _wrong(build: Build, diagnosis: Diagnosis) -> list[str]:
    answer = said(diagnosis)
    rank = next((n for n, line in enumerate(answer.ranked, 1) if line in build.keys), 0)
    found = {
        f"key line at {rank}" if rank else "key line not found": rank != 1,
        "not in the excerpt": not build.keys & set(answer.chosen),
        "not in the context": not in_context(build, diagnosis),
        "category": not build.right(diagnosis.category, lenient=True),
        "category not strict": build.right(diagnosis.category, lenient=True)
        and not build.right(diagnosis.category, lenient=False),
        "confident error": confident_error(build, diagnosis),
    }
    return [name for name, is_so in found.items() if is_so]


def chunks(labelled: Sequence[Chunk], diagnoses: Mapping[str, Diagnosis]) -> Iterator[str]:
    """The logs whose first line lies outside the labelled chunk."""
    for chunk in labelled:
        diagnosis = diagnoses[chunk.name]
        if not hit(said(diagnosis).ranked, chunk.lines, 1):
            truth = f"{min(chunk.lines)}-{max(chunk.lines)}"
            yield f"  {chunk.name}: {_said(diagnosis)} | truth {truth}"


def _said(diagnosis: Diagnosis) -> str:
    told = f"{diagnosis.category} at {diagnosis.confidence:.2f}"
    if not diagnosis.candidates:
        return f"{told}, no line"
    first = diagnosis.candidates[0]
    return f"{told}, {first.line} {_short(first.text)}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return f'"{text}"' if len(text) <= WORDS else f'"{text[:WORDS]}…"'
