"""`/jenkins tests`: what the tests of a build said."""

from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Items,
    Lines,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Reply,
    Routes,
    Text,
    Tone,
    Use,
    quote,
)
from handlers.kit.shortening import with_rest
from handlers.kit.words import Words
from handlers.story.lookup import build_of, job_named
from integrations.jenkins import Build, FailedTest, TestReport

TITLE_GOOD = Words("All tests of {build} passed")
TITLE_BAD = Words("{failed} of {total} tests of {build} failed")
TITLE_NONE = Words("{build} has no test report")
NONE = Words(
    "Jenkins has no test results of it: the job publishes none, or it ended before its tests."
)
COUNTS = Words("{passed} passed, {failed} failed, {skipped} skipped.")
FAILED = Words("Failed tests")
FIRST = Words("What the first one said")
NEW, OLD = Words("new"), Words("failing for {age} builds")
WHY = Words("Why?")

SHOWN = 15  # tests in one message
STACK = 12  # lines of the first test's stack

routes = Routes()


@routes.command("jenkins tests", "JOB [N]", example="jenkins tests checkout", aliases=("test",))
async def tests(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Show which tests of a build failed, and since when."""
    jenkins = use.systems.jenkins
    job = await job_named(jenkins, words.text("JOB"))
    build = await build_of(jenkins, job, words.number("N"))
    return show(build, await jenkins.tests(build.job, build.number))


def show(build: Build, report: TestReport | None) -> Message:
    """The message for a build's report, or for its absence."""
    if report is None:
        return Message(TITLE_NONE.format(build=build.name), (Paragraph(NONE),))
    counts = Note(COUNTS.format(passed=report.passed, failed=report.failed, skipped=report.skipped))
    if not report.failed:
        return Message(TITLE_GOOD.format(build=build.name), (counts,), Tone.GOOD)
    total = report.passed + report.failed + report.skipped
    title = TITLE_BAD.format(failed=report.failed, total=total, build=build.name)
    why = Button(WHY, f"jenkins why {quote(build.job)} {build.number}", "primary")
    return Message(title, (*_failures(report.failures), counts), Tone.BAD, buttons=(why,))


def _failures(failures: tuple[FailedTest, ...]) -> tuple[Part, ...]:
    if not failures:
        return ()
    rows: list[Text] = [_row(test) for test in failures[:SHOWN]]
    said = (failures[0].stack or failures[0].message).rstrip().split("\n")
    stack = tuple((None, line) for line in said[-STACK:] if said != [""])
    return (
        Items(with_rest(rows, len(failures)), FAILED),
        *([Lines(stack, FIRST)] if stack else []),
    )


def _row(test: FailedTest) -> Text:
    age = NEW if test.age <= 1 else OLD.format(age=test.age)
    name = f"{test.suite}.{test.name}" if test.suite else test.name
    return (Mono(name), " · " + age)
