"""A model's words on a failure, kept and shown again where the same failure comes back. Pure.

The fingerprint passes over numbers, and words need not: what they took from the first log must stand in
the next one too, or they are not shown.
"""

import re
from collections.abc import Iterable

from handlers.diagnosis import Diagnosis
from handlers.explain import Explanation, Quote
from handlers.explain.plain import one_line
from handlers.explain.verify import strangers
from handlers.kit.redaction import redact
from handlers.memory.failure import Failure, Spoken, folder

LONGEST = 500  # characters of a sentence
MOST = 60  # names and numbers that are held against the next log

_NUMBER = re.compile(r"\d+")


def lines_of(diagnosis: Diagnosis) -> dict[int, str]:
    """All lines of the log that a diagnosis holds, by their numbers, in their order, redacted."""
    found = {each.line: each.text for each in diagnosis.candidates}
    context = diagnosis.context
    for each in (*context.windows, *context.commands, *context.versions, *diagnosis.excerpts):
        found |= dict(enumerate(each.lines, start=each.first))
    numbers = sorted(found)
    clean = redact("\n".join(found[number] for number in numbers)).split("\n")
    return dict(zip(numbers, clean, strict=True))


def kept_words(words: Explanation, diagnosis: Diagnosis, job: str, build: str, lang: str) -> Spoken:
    """A model's words as they are kept of a failure."""
    said = (words.cause, *words.alternatives, *words.fix)
    log = "\n".join(lines_of(diagnosis).values())
    return Spoken(
        folder=folder(job),
        lang=lang,
        build=build,
        cause=one_line(words.cause, LONGEST),
        quotes=tuple(redact(each.text) for each in words.evidence),
        alternatives=tuple(one_line(each, LONGEST) for each in words.alternatives),
        fix=tuple(one_line(each, LONGEST) for each in words.fix),
        confidence=words.confidence,
        hypothesis=words.hypothesis,
        leans=tuple(name for name in _names(said) if _stands(name, log))[:MOST],
    )


def words_for(failure: Failure, job: str, lang: str) -> Spoken | None:
    """The words that a model said of this failure to readers of that folder and language."""
    place = (folder(job), lang)
    return next((each for each in failure.words if (each.folder, each.lang) == place), None)


def again(words: Spoken, diagnosis: Diagnosis) -> Explanation | None:
    """The words for another log of the same failure; None where they do not fit it."""
    lines = lines_of(diagnosis)
    log = "\n".join(lines.values())
    quotes = tuple(
        Quote(number, quote)
        for quote in words.quotes
        if (number := next((n for n, line in lines.items() if quote in line), 0))
    )
    fits = all(_stands(name, log) for name in words.leans)
    if not fits or (not quotes and not words.hypothesis):
        return None
    return Explanation(
        words.cause,
        quotes,
        words.alternatives,
        words.fix,
        words.confidence,
        words.hypothesis,
        dropped=len(words.quotes) - len(quotes),
    )


def _names(said: Iterable[str]) -> tuple[str, ...]:
    """The names and numbers in sentences, each once."""
    text = " ".join(said)
    return tuple(dict.fromkeys((*strangers(text, ""), *_NUMBER.findall(text))))


def _stands(name: str, log: str) -> bool:
    if name.isdigit():
        return re.search(rf"(?<!\d){name}(?!\d)", log) is not None
    return name.casefold() in log.casefold()
