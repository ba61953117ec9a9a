"""What is known of a failure from before, as the card tells it, and what spares asking the model."""

from handlers.diagnosis import Diagnosis
from handlers.explain import Explanation, Quiet
from handlers.kit import Bold, Button, Items, Lines, Note, Paragraph, Part
from handlers.kit.words import Words
from handlers.memory import Recall, again, correct, words_for
from handlers.memory.told import brief, heard, history, sayings

ENGINE = Words("The engine itself read: {cause}")
SEEN_BEFORE, ALIKE = Words("Seen before"), Words("Looks much like")
NOT_HERE = Words("This build's log does not have that line.")
SHOWN_AGAIN = Words(
    "The model's words are those on {build}, the same failure; it was not asked again."
)
DO_NOT_FIT = Words(
    "This failure is known, so the model was not asked again; what it said of {build} names what"
    " this log does not have, and is not shown."
)


def instead(recall: Recall | None, diagnosis: Diagnosis, lang: str) -> Explanation | Quiet | None:
    """What stands in for asking the model; None where it is to be asked.

    A person's word on the cause counts more than any model's, so then it is not asked either.
    """
    if recall is None:
        return None
    if recall.failure.heard("cause", recall.job):
        return Quiet("")
    kept = words_for(recall.failure, recall.job, lang)
    if kept is None:
        return None
    return again(kept, diagnosis) or Quiet(DO_NOT_FIT.format(build=kept.build))


def words_of(recall: Recall | None, lang: str) -> str:
    """The build of which a model's words were said that are shown again, by its name."""
    kept = words_for(recall.failure, recall.job, lang) if recall else None
    return kept.build if kept else ""


def wanted_line(recall: Recall | None) -> str:
    """The line that somebody named as the decisive one, empty where nobody did."""
    said = recall.failure.heard("line", recall.job) if recall else None
    return said.text if said else ""


def cause(recall: Recall | None, engines: str) -> str:
    """The cause as a person corrected it, else the engine's."""
    said = recall.failure.heard("cause", recall.job) if recall else None
    return said.text if said else engines


def corrected(label: str, recall: Recall | None, engines: str) -> tuple[Part, ...]:
    """The cause in the words of whoever corrected it beside what the engine read; else nothing."""
    said = recall.failure.heard("cause", recall.job) if recall else None
    if recall is None or said is None:
        return ()
    return (
        Paragraph((Bold(label), *heard(said, recall.now))),
        Note(ENGINE.format(cause=engines)),
    )


def parts(recall: Recall | None, named: tuple[int, str] | None) -> tuple[Part, ...]:
    """What was seen before: how often, what ended it, what people said; or what looks much like it.

    `named` is the line that somebody named as the decisive one, as it stands in this log.
    """
    if recall is None:
        return ()
    failure, job, now = recall.failure, recall.job, recall.now
    made: list[Part] = []
    line = failure.heard("line", job)
    if line and named:
        made += [Paragraph(heard(line, now)[:2]), Lines((named,))]
    elif line:
        made += [Paragraph(heard(line, now)), Note(NOT_HERE)]
    rows = sayings(failure, job, now, ("fix",))
    if recall.again:
        rows = (history(failure, job, now), *rows)
    if rows:
        made.append(Items(rows, SEEN_BEFORE))
    if recall.alike:
        made.append(Items(tuple(brief(each, job, now) for each in recall.alike), ALIKE))
    return tuple(made)


def notes(words_of: str) -> tuple[Part, ...]:
    """That the model's words were said of another build."""
    return (Note(SHOWN_AGAIN.format(build=words_of)),) if words_of else ()


def steps(recall: Recall | None) -> tuple[Button, ...]:
    """The form in which a person may correct the cause."""
    return (correct(recall.failure, recall.job),) if recall else ()
