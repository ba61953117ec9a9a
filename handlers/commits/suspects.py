"""`/git suspects`: the commits that may have to do with a failure, each with its reasons."""

from collections.abc import Sequence
from datetime import UTC, datetime

from handlers.commits.rows import LONGEST_SUBJECT
from handlers.kit import (
    Arguments,
    Ask,
    Bold,
    Button,
    Items,
    Link,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Reply,
    Routes,
    Span,
    Text,
    Use,
    counted,
    quote,
    spans,
)
from handlers.kit.durations import ago
from handlers.kit.people import author_of
from handlers.kit.shortening import MORE, cut
from handlers.kit.words import AFTER, Words
from handlers.story.lookup import failed_build_of, job_named
from handlers.suspects import Suspect, Suspects, suspects_of
from integrations.errors import IntegrationError
from integrations.jenkins import Build

TITLE = Words("What may have to do with {build}")
SUMMARY = Words("{build}: {count} may have to do with it")
PASSED = Words("{build} passed, so there is nothing to look for.")
RUNS = Words("{build} still runs: ask again when it is over.")
SAME = Words("No commit came in since the last good build: the same code passed there.")
NOTHING = Words("Jenkins tells of no commit in this build.")
CLEAR = Words(
    "{count} came in. What the failure names leads to some more than to others; it proves nothing."
)
UNCLEAR = Words("{count} came in, and no evidence tells them apart: the newest stand first.")
ONE = Words("One commit came in.")
BECAUSE = Words("May have to do with it, because it")
NO_EVIDENCE = Words("No evidence points to it.")
NO_EVIDENCE_AS = Words("No evidence points to it; it ")
YOU = Words("you")
LOOKING = Words("looks at the commits since the last good build")
SHOW, WHY, COMPARE = Words("Show commit"), Words("Why?"), Words("Compare")
SHOWN = 5  # commits
REASONS = 4  # of one commit

routes = Routes()


@routes.command(
    "git suspects", "JOB [N]", example="git suspects checkout", aliases=("suspect", "since")
)
async def suspects(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Rank the commits since the last good build by what leads from the failure to them.

    Without a number it is the last build that failed. Each commit comes with its reasons: files and
    lines that the failure names, tests, build files, its own words. They prove nothing.
    """
    jenkins = use.systems.jenkins
    number = words.number("N")
    job = await job_named(jenkins, words.text("JOB"))
    build = await failed_build_of(jenkins, job, number)
    if build.building or build.passed:
        said = RUNS if build.building else PASSED
        return Message(TITLE.format(build=build.name), (Paragraph(said.format(build=build.name)),))
    await use.live.status(LOOKING)
    found = await suspects_of(use, build.job, build.number)
    authors = [await _author(use, each, ask.user) for each in found.ranked[:SHOWN]]
    return told(build, found, authors, datetime.now(UTC))


async def _author(use: Use, suspect: Suspect, asker: str) -> Span:
    """Who wrote a commit, so that nobody is called: a person of ours stands out, without a ping."""
    user = await author_of(use.systems.store, suspect.email) if suspect.email else ""
    if not user:
        return suspect.author
    if user == asker:
        return Bold(YOU)
    try:
        name = await use.talk.name(user)
    except IntegrationError:
        name = user
    return Bold(suspect.author if name == user else name)


def told(build: Build, found: Suspects, authors: Sequence[Span], now: datetime) -> Message:
    """The message; `authors` are how the authors of the first commits are written."""
    parts: list[Part] = [Paragraph(_lead(found))]
    for suspect, author in zip(found.ranked, authors, strict=False):
        parts += _suspect(suspect, author, now)
    left = max(found.total, len(found.ranked)) - len(authors)
    if left > 0:
        parts.append(Note(MORE.format(count=f"{left:,}")))
    parts += [Note(gap) for gap in found.gaps]
    return Message(
        TITLE.format(build=build.name),
        tuple(parts),
        buttons=_steps(build, found),
        summary=SUMMARY.format(build=build.name, count=counted(found.total, "commit")),
    )


def _lead(found: Suspects) -> str:
    if not found.ranked:
        return SAME if found.good else NOTHING
    if len(found.ranked) == 1:
        return ONE
    words = CLEAR if found.clear else UNCLEAR
    return words.format(count=counted(found.total, "commit"))


def _suspect(suspect: Suspect, author: Span, now: datetime) -> tuple[Part, ...]:
    sha = Link(suspect.short, suspect.link) if suspect.link else Mono(suspect.short)
    age = AFTER.format(text=ago(suspect.when, now)) if suspect.when else ""
    head = Paragraph((sha, f" {cut(suspect.subject, LONGEST_SUBJECT)} · ", author, age))
    if suspect.told:
        rows: tuple[Text, ...] = tuple(reason.text for reason in suspect.told[:REASONS])
        return (head, Items(rows, BECAUSE))
    against = next((reason for reason in suspect.reasons if reason.weight < 0), None)
    why: Text = (NO_EVIDENCE_AS, *spans(against.text), ".") if against else NO_EVIDENCE
    return (head, Paragraph(why))


def _steps(build: Build, found: Suspects) -> tuple[Button, ...]:
    steps = [Button(WHY, f"jenkins why {quote(build.job)} {build.number}")]
    if not found.repository:
        return tuple(steps)
    name = quote(found.repository)
    if found.ranked:
        steps.insert(0, Button(SHOW, f"git show {name} {found.ranked[0].sha[:12]}", "primary"))
    if found.good and found.bad:
        steps.append(Button(COMPARE, f"git compare {name} {found.good[:12]} {found.bad[:12]}"))
    return tuple(steps)
