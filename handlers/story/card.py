"""The one message that holds a build's story. Pure: a story in, a message out."""

from collections.abc import Iterator

from handlers.diagnosis import Diagnosis
from handlers.diagnosis.groups import sentence
from handlers.explain import Explanation, Quiet
from handlers.kit import (
    Bold,
    Button,
    Facts,
    Items,
    Lines,
    Link,
    LinkButton,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Text,
    quote,
    spans,
)
from handlers.kit.shortening import with_rest
from handlers.kit.words import Words, together
from handlers.story import failing, seen, steps
from handlers.story.gather import Story
from handlers.story.matrix import told
from handlers.story.progress import stage_list
from handlers.story.starter import said
from handlers.story.words import job_shown, lasted, name_of, titled, tone
from integrations.jenkins import Commit

BRANCH, STARTED, STAGE, TESTS = (
    Words("Branch"),
    Words("Started by"),
    Words("Failed stage"),
    Words("Tests"),
)
COMMAND, DOWNSTREAM = Words("Command"), Words("Started by it")
CELLS, FAILED_IN, STOPPED = Words("Combinations"), Words("Failed in"), Words("Stopped")
TOOK = Words(", took {time}")
SOME_FAILED, ALL_PASSED = Words("{failed} of {total} failed"), Words("{passed} passed")
CAUSE = Words("Cause: ")
HYPOTHESIS = Words("Hypothesis (the model's, nothing in the log proves it): ")
OTHERWISE = Words("What else it could be (the model's words)")
DECISIVE = Words("Decisive lines")
DECISIVE_OF = Words("Decisive lines of {build}")
COMMITS_SINCE = Words("Commits since #{good}, the last good build")
COMMITS_OF = Words("Commits in this build")
NO_COMMITS = Words("No commits since #{good}, the last good build: the same code passed there.")
NEXT = Words("What to do next")
CONFIDENCE = Words("The engine read {lines} lines of the log; confidence {percent} %.")
UNSURE = Words("Not enough evidence in the log to name a cause.")
EXPLAINED = Words(
    "The sentence on the cause is the model's; it is borne out by {quotes} of the log."
)
QUOTE, QUOTES = Words("1 quote"), Words("{count} quotes")
LEFT_OUT = Words("The model was not given {what}.")
NOTHING_FAILED = Words("Nothing failed in this build, so there is nothing to explain.")
STILL_RUNNING = Words(
    "This build still runs: ask again when it is over, or look at the log so far."
)
SUMMARY = Words("{title}: {cause}")

SHARE = Words("Share with the channel")
TEST_REPORT = Words("Test report")

SHOWN_LINES = 15  # lines of the log in one message
SHOWN_COMMITS = 5


def card(story: Story, *, shared: bool = True) -> Message:
    """The whole story in one message; `shared` is false where only one person sees it."""
    return _card(story, _body(story), shared=shared)


def end(story: Story, below: tuple[str, ...] = ()) -> Message:
    """The last state of a card that followed a build; `below` are the builds that it started."""
    if story.build.failed:
        return _card(story, _body(story), below=below)
    parts = (*stage_list(story.stages), *_commits(story))
    return _card(story, parts, below=below)


def _card(
    story: Story, body: tuple[Part, ...], *, shared: bool = True, below: tuple[str, ...] = ()
) -> Message:
    build = story.build
    return Message(
        title=titled(build),
        tone=tone(build),
        parts=(Facts((*_facts(story), *_below(below))), *body, *_notes(story)),
        buttons=(*next_steps(story), *_why(story, shared=shared), *_report(story)),
        more=_more(story, shared),
        summary=_summary(story),
        rated=story.rated,
    )


def _summary(story: Story) -> str:
    title = titled(story.build)
    known = story.diagnosis if story.diagnosis and story.diagnosis.candidates else None
    cause = seen.cause(story.known, known.cause) if known else ""
    return SUMMARY.format(title=title, cause=cause) if cause else title


def _below(builds: tuple[str, ...]) -> tuple[tuple[str, Text], ...]:
    return ((DOWNSTREAM, together(map(job_shown, builds))),) if builds else ()


def _facts(story: Story) -> tuple[tuple[str, Text], ...]:
    build, tests = story.build, story.tests
    rows: list[tuple[str, Text]] = []
    if build.branch:
        rows.append((BRANCH, (Mono(build.branch),)))
    took = "" if build.building else TOOK.format(time=lasted(build.duration))
    rows.append((STARTED, (*spans(said(build, story.starter)), took)))
    if build.stopped:
        rows.append((STOPPED, together(build.stopped)))
    rows += _where(story)
    if story.diagnosis and story.diagnosis.ran:
        rows.append((COMMAND, (Mono(story.diagnosis.ran),)))
    if tests and tests.failed:
        total = tests.passed + tests.failed + tests.skipped
        rows.append((TESTS, SOME_FAILED.format(failed=tests.failed, total=total)))
    elif tests:
        rows.append((TESTS, ALL_PASSED.format(passed=tests.passed)))
    return tuple(rows)


def _where(story: Story) -> Iterator[tuple[str, Text]]:
    """In which combinations, in which build that it called, in which stage it failed."""
    if story.cells:
        yield CELLS, told(story.cells)
    if story.called:
        name, url = name_of(story.called), story.called.url
        yield FAILED_IN, (Link(name, url) if url else name,)
    if story.failed_stage:
        yield STAGE, story.failed_stage


def _body(story: Story) -> tuple[Part, ...]:
    if story.build.building:
        return (Paragraph(STILL_RUNNING),)
    if story.build.passed:
        return (Paragraph(NOTHING_FAILED), *_commits(story))
    return (
        *_cause(story),
        *_lines(story),
        *seen.parts(story.known, story.named),
        *failing.parts(story),
        *_commits(story),
        *_next(story),
    )


def _cause(story: Story) -> tuple[Part, ...]:
    diagnosis, words = story.diagnosis, story.explanation
    if diagnosis is None:
        return ()
    if not diagnosis.candidates:
        return (Paragraph(UNSURE),)
    if told := seen.corrected(CAUSE, story.known, diagnosis.cause):
        return (*told, *_alike(story, diagnosis))
    own = Paragraph((Bold(CAUSE), diagnosis.cause))
    others: tuple[Part, ...] = _alike(story, diagnosis)
    if not isinstance(words, Explanation):
        return (own, *others)
    if words.alternatives:
        others = (*others, Items(words.alternatives, OTHERWISE))
    if words.hypothesis:  # a guess stands beside what the log proves, never in its place
        return (own, Paragraph((Bold(HYPOTHESIS), words.cause)), *others)
    return (Paragraph((Bold(CAUSE), words.cause)), *others)


def _alike(story: Story, diagnosis: Diagnosis) -> tuple[Part, ...]:
    """How the failures hang together; nothing where the list of failed tests says as much."""
    listed = bool(story.tests and story.tests.failures)
    if listed and all(group.count == 1 for group in diagnosis.groups):
        return ()
    alike = sentence(diagnosis.groups)
    return (Paragraph(alike),) if alike else ()


def _lines(story: Story) -> tuple[Part, ...]:
    diagnosis = story.diagnosis
    if diagnosis is None or not diagnosis.excerpts:
        return ()
    rows = [
        (excerpt.first + at, text)
        for excerpt in diagnosis.excerpts
        for at, text in enumerate(excerpt.lines)
        if any(map(str.isalnum, text))  # blank lines and rulers only take room
    ]
    heading = DECISIVE_OF.format(build=name_of(story.called)) if story.called else DECISIVE
    return (Lines(tuple(_around_keys(rows, diagnosis)), heading),)


def _around_keys(rows: list[tuple[int, str]], diagnosis: Diagnosis) -> list[tuple[int, str]]:
    """At most SHOWN_LINES rows: those nearest to the best candidates stay, in their order."""
    keys = [candidate.line for candidate in diagnosis.candidates]
    worth = {
        number: min((abs(number - key) + 3 * rank for rank, key in enumerate(keys)), default=number)
        for number, _ in rows
    }
    kept = set(sorted(worth, key=lambda n: (worth[n], n))[:SHOWN_LINES])
    return [row for row in rows if row[0] in kept]


def _commits(story: Story) -> tuple[Part, ...]:
    if not story.commits:
        if story.good is None or story.build.passed:
            return ()
        return (Paragraph(NO_COMMITS.format(good=story.good)),)
    rows: list[Text] = [_commit(commit) for commit in story.commits[:SHOWN_COMMITS]]
    heading = COMMITS_OF if story.good is None else COMMITS_SINCE.format(good=story.good)
    return (Items(with_rest(rows, len(story.commits)), heading),)


def _commit(commit: Commit) -> Text:
    return (Mono(commit.sha[:8]), f" {commit.subject} · {commit.author}")


def _next(story: Story) -> tuple[Part, ...]:
    words = story.explanation
    advice = words.fix if isinstance(words, Explanation) and words.fix else ()
    if not advice and story.diagnosis:
        advice = story.diagnosis.advice
    return (Items(advice, NEXT),) if advice else ()


def _notes(story: Story) -> tuple[Part, ...]:
    notes: list[Part] = []
    diagnosis, words = story.diagnosis, story.explanation
    if diagnosis and diagnosis.candidates:
        percent = round(diagnosis.confidence * 100)
        notes.append(Note(CONFIDENCE.format(lines=f"{diagnosis.lines:,}", percent=percent)))
    if isinstance(words, Quiet):
        notes.append(Note(words.why))
    elif isinstance(words, Explanation):
        if words.evidence:
            notes.append(Note(EXPLAINED.format(quotes=_quotes(len(words.evidence)))))
        if words.left_out:
            notes.append(Note(LEFT_OUT.format(what=together(words.left_out))))
        if words.taken:
            notes.append(Note(words.taken))
        notes += seen.notes(story.words_of)
    notes += [Note(gap) for gap in story.gaps]
    return tuple(notes)


def _quotes(count: int) -> Words:
    return QUOTE if count == 1 else QUOTES.format(count=count)


def next_steps(story: Story) -> tuple[Button, ...]:
    """The buttons that a build's state allows."""
    job, number = story.build.job, story.build.number
    if story.build.building:
        return (steps.abort(job, number), steps.full_log(job, number))
    source = story.build if story.cells else story.source  # Jenkins knows a combination as no job
    return (steps.rerun(job, number), steps.full_log(source.job, source.number))


def _report(story: Story) -> tuple[Button, ...]:
    """Where tests failed their report, and what one can say of their being flaky."""
    failed = bool(story.tests and story.tests.failed)
    return (_test_report(story), *failing.steps(story)) if failed else ()


def _test_report(story: Story) -> Button:
    return Button(TEST_REPORT, f"jenkins tests {quote(story.build.job)} {story.build.number}")


def _why(story: Story, *, shared: bool) -> tuple[Button, ...]:
    """Why it failed, where the card does not say so and is not the answer to that very question."""
    unsaid = shared and story.build.failed and story.diagnosis is None
    return (steps.why(story.build.job, story.build.number),) if unsaid else ()


def _more(story: Story, shared: bool) -> tuple[Button | LinkButton, ...]:
    job, number = quote(story.build.job), story.build.number
    entries: list[Button | LinkButton] = []
    if not shared:
        entries.append(Button(SHARE, f"jenkins why {job} {number}", shared=True))
    if story.tests and not story.tests.failed:
        entries.append(_test_report(story))
    entries += seen.steps(story.known)
    if story.repository and not story.build.building and not story.build.passed:
        entries.append(steps.suspects(story.build.job, number))
    if story.build.failed and story.good:
        entries.append(steps.compare(story.build.job, story.good, number))
    if story.build.failed:
        entries.append(steps.incident(story.build))
    if shared:
        entries += [steps.mute(story.build.job), steps.subscriptions()]
    links = steps.in_jenkins(story.build.url)
    return (*(*entries, steps.status(story.build.job))[: steps.MENU - len(links)], *links)
