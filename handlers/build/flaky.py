"""`/jenkins flaky`: which tests of a job fail without a cause, and lists to leave them out."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase

from handlers.flaky import Flaky, Standing, standing_of
from handlers.flaky.evidence import SAYS_YES, evidence
from handlers.flaky.gather import History, history_of
from handlers.flaky.marks import mark
from handlers.flaky.names import function
from handlers.flaky.quarantine import FORMATS, listed
from handlers.flaky.standing import naming, tests_of
from handlers.kit import (
    Arguments,
    Ask,
    Button,
    File,
    Items,
    Link,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Reply,
    Routes,
    Span,
    Text,
    Tone,
    UsageError,
    Use,
    nearest,
    quote,
)
from handlers.kit.redaction import redact
from handlers.kit.shortening import cut, with_rest
from handlers.kit.words import Words
from handlers.story.lookup import NEAREST, job_named
from integrations.jenkins import Job

TITLE = Words("{job} has {count} flaky tests")
TITLE_ONE = Words("{job} has one flaky test")
TITLE_NONE = Words("No flaky test is known in {job}")
NO_TESTS = Words("None of its last builds published a test report.")
NEW = Words("New in the last 7 days")
OTHERS = Words("The worst first")
RESOLVED = Words("Over: they pass all the time now")
CASES = Words("{count} cases of it")
SAYS_NO = Words(" says that they are not flaky, or one of them is not: {tests}")
LOOKED = Words(
    "{builds} builds with tests were looked at. Aborted builds and those in which half of the tests"
    " failed at once do not count, nor do failures that a commit or a parameter explains."
)
UNREAD = Words("{count} reports are not read yet: ask again, and I go on where I stopped.")
HOW = Words("`/jenkins flaky {job} TEST no` keeps a test out of this list, `yes` puts one in.")
MARKED_YES = Words("{test} counts as flaky")
MARKED_NO = Words("{test} does not count as flaky")
UNMARKED = Words("{test} is judged by its builds again")
MARKED_TEXT = Words("Your word counts more than its builds. `forget` takes it back.")
WHAT = Words("Say `yes`, `no` or `forget` after the test; `{word}` is none of them.")
NO_TEST = Words("No test of the last builds of `{job}` is called `{test}`.")
NO_FORMAT = Words("I can write {formats}, and `{asked}` is none of them.")
FILE_TITLE = Words("{count} flaky tests of {job}")
FILE_TITLE_ONE = Words("One flaky test of {job}")
EXPORTED = Words("The list is in the file.")
HOW_TO = {  # the command that takes the file, and what it does
    "names": ("", Words("One name a line.")),
    "pytest": ("pytest @{file}", Words(" leaves them out (pytest 8.2 or newer).")),
    "surefire": (
        "mvn test -Dsurefire.excludesFile={file}",
        Words(" leaves them out (Surefire 3 or newer)."),
    ),
}
NOTHING_TO_LIST = Words("There is nothing to list.")
EXPORT = Words("List as a file")
FOR_PYTEST, FOR_SUREFIRE = Words("List for pytest"), Words("List for Surefire")

VERDICTS = {"yes": True, "no": False, "forget": None}
WINDOW = timedelta(days=7)  # what happened within is new
SHOWN, SAMPLES = 10, 3  # tests of a section, builds of a test
LONGEST = 110  # characters of a test's name

routes = Routes()


@routes.command("jenkins flaky", "JOB [GLOB] [yes|no] [export=…]", example="jenkins flaky checkout")
async def flaky(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Show which tests of a job fail now and then without a cause, with the evidence.

    GLOB narrows it to tests. With a test and `yes` or `no` your word counts more than its builds;
    `forget` takes it back. `export=names`, `export=pytest` and `export=surefire` write a list as a
    file, to leave the tests out.
    """
    job = await job_named(use.systems.jenkins, words.text("JOB"))
    glob, word = words.text("GLOB"), words.text("yes|no").casefold()
    if word:
        return await _marked(ask, use, job, glob, word)
    form = words.settings.get("export", "").casefold()
    if form and form not in FORMATS:
        raise UsageError(NO_FORMAT.format(formats=_formats(), asked=form))
    told, history = await standing_of(use, job.path, datetime.now(UTC) - WINDOW)
    told = _narrowed(told, glob)
    return exported(told, form, use) if form else show(told, history)


def _formats() -> str:
    return ", ".join(f"`{name}`" for name in FORMATS)


async def _marked(ask: Ask, use: Use, job: Job, test: str, word: str) -> Message:
    if word not in VERDICTS:
        raise UsageError(WHAT.format(word=word))
    history = await history_of(use, job.path)
    name = naming(history.runs)
    known = sorted(name(each) for each in tests_of(history.runs))
    if test not in known and word != "forget":
        near = ", ".join(f"`{each}`" for each in nearest(test, known))
        tail = NEAREST.format(names=near) if near else ""
        raise UsageError(NO_TEST.format(job=job.path, test=test) + tail)
    verdict = VERDICTS[word]
    await mark(use.systems.store, job.path, test, verdict, ask.user)
    if verdict is None:
        return Message(UNMARKED.format(test=test))
    title = (MARKED_YES if verdict else MARKED_NO).format(test=test)
    return Message(title, (Paragraph(MARKED_TEXT),))


def _narrowed(told: Standing, glob: str) -> Standing:
    """Only the tests that a pattern means; one without a wildcard is looked for inside names."""
    if not glob:
        return told
    pattern = glob if "*" in glob or "?" in glob else f"*{glob}*"

    def those(found: Sequence[Flaky]) -> tuple[Flaky, ...]:
        return tuple(
            each for each in found if fnmatchcase(each.test.casefold(), pattern.casefold())
        )

    return Standing(
        told.job,
        told.builds,
        those(told.new),
        those(told.others),
        those(told.resolved),
        those(told.denied),
    )


def show(told: Standing, history: History) -> Message:
    """The message: new ones, the worst, those that are over, and what was looked at."""
    count = len(told.flaky)
    title = TITLE_ONE if count == 1 else TITLE if count else TITLE_NONE
    sections = ((NEW, told.new), (OTHERS, told.others), (RESOLVED, told.resolved))
    items = [Items(rows(found), heading) for heading, found in sections if found]
    notes: list[Text] = [LOOKED.format(builds=told.builds)] if told.builds else []
    notes += [UNREAD.format(count=history.unread)] if history.unread else []
    notes += [history.gap] if history.gap else []
    notes += [_denied(told.denied)] if told.denied else []
    notes += [HOW.format(job=quote(told.job))] if told.builds else []
    nothing = () if told.builds else (Paragraph(NO_TESTS),)
    return Message(
        title.format(job=told.job, count=count),
        (*nothing, *items, *(Note(each) for each in notes)),
        Tone.WARN if count else Tone.GOOD if told.builds else Tone.PLAIN,
        buttons=_buttons(told) if count else (),
        more=_more(told) if count else (),
    )


def _buttons(told: Standing) -> tuple[Button, ...]:
    return (Button(EXPORT, f"jenkins flaky {quote(told.job)} export=names"),)


def _more(told: Standing) -> tuple[Button, ...]:
    job = quote(told.job)
    return (
        Button(FOR_PYTEST, f"jenkins flaky {job} export=pytest"),
        Button(FOR_SUREFIRE, f"jenkins flaky {job} export=surefire"),
    )


def rows(found: Sequence[Flaky], most: int = SHOWN) -> tuple[Text, ...]:
    """Each test with its evidence; cases of one parametrised test are one row, the worst of them."""
    groups: dict[str, list[Flaky]] = {}
    for each in found:
        groups.setdefault(function(each.test), []).append(each)
    told = [row(group[0], len(group)) for group in list(groups.values())[:most]]
    return with_rest(told, len(groups))


def row(flaky: Flaky, cases: int = 1) -> Text:
    """A test, what speaks for its being flaky, and builds in which it failed."""
    words: list[Span] = [Mono(cut(flaky.test, LONGEST))]
    if cases > 1:
        words.append(" (" + CASES.format(count=cases) + ")")
    if flaky.finding and flaky.finding.failed:
        words.append(" · " + evidence(flaky.finding))
        for run in reversed(flaky.finding.failed[-SAMPLES:]):
            words += [" · ", Link(f"#{run.number}", run.url) if run.url else f"#{run.number}"]
    if flaky.mark:
        words += [" · ", Person(flaky.mark.by), SAYS_YES]
    return tuple(words)


def _denied(denied: Sequence[Flaky]) -> Text:
    people = dict.fromkeys(each.mark.by for each in denied if each.mark)
    names = ", ".join(cut(each.test, LONGEST) for each in denied[:SHOWN])
    who: list[Span] = []
    for person in people:
        who += [", ", Person(person)] if who else [Person(person)]
    return (*who, SAYS_NO.format(tests=names))


def exported(told: Standing, form: str, use: Use) -> Message:
    """The message beside the list, which is a file; people's own words have the names that they gave."""
    identities = [each.finding.test for each in told.flaky if each.finding]
    by_word = [f"\t\t{each.test}" for each in told.flaky if each.finding is None]
    asked = [*identities, *(by_word if form == "names" else ())]
    count = len(asked)
    title = (FILE_TITLE_ONE if count == 1 else FILE_TITLE).format(count=count, job=told.job)
    if not count:
        return Message(title, (Paragraph(NOTHING_TO_LIST),))
    kind, _ = FORMATS[form]
    name = f"flaky-{told.job.replace('/', '-')}.{kind}"
    path = use.scratch / name
    text = listed(told.job, asked, form)
    path.write_text("".join(redact(line) for line in text.splitlines(keepends=True)), "utf-8")
    command, does = HOW_TO[form]
    run: tuple[Span, ...] = (Mono(command.format(file=name)),) if command else ()
    said = Paragraph((EXPORTED, " ", *run, does))
    return Message(title, (said,), files=(File(name, path, title),))
