"""The failed tests of a build in its message: what each said, and which of them are flaky."""

from handlers.flaky import Flaky, called
from handlers.flaky.evidence import SAYS_YES, evidence
from handlers.kit import Button, Items, Mono, Paragraph, Part, Person, Span, Text, quote
from handlers.kit.shortening import with_rest
from handlers.kit.words import Words
from handlers.story.gather import Story
from integrations.jenkins import FailedTest

FAILED_TESTS = Words("Failed tests")
FOR_BUILDS = Words(" (for {age} builds)")
IS_FLAKY = Words(" · flaky: {evidence}")
ALL_FLAKY = Words("All of them are flaky: built again, they may pass without a change.")
ONE_FLAKY = Words("It is flaky: built again, it may pass without a change.")
IT_IS_FLAKY, IT_IS_NOT = Words("Mark as flaky"), Words("Not flaky")
FLAKY_TESTS = Words("Flaky tests")

SHOWN = 5
LONGEST = 140  # characters of a failed test's message


def parts(story: Story) -> tuple[Part, ...]:
    """Each failed test with its words, and what is known of its being flaky; nothing without any."""
    failures = story.tests.failures if story.tests else ()
    if not failures:
        return ()
    rows: list[Text] = [_test(test, story.flaky.get(called(test))) for test in failures[:SHOWN]]
    listed = Items(with_rest(rows, len(failures)), FAILED_TESTS)
    if any(called(test) not in story.flaky for test in failures):
        return (listed,)
    return (listed, Paragraph(ALL_FLAKY if len(failures) > 1 else ONE_FLAKY))


def _test(test: FailedTest, flaky: Flaky | None) -> Text:
    first = (test.message or test.stack.rstrip().rpartition("\n")[2]).strip().partition("\n")[0]
    again = FOR_BUILDS.format(age=test.age) if test.age > 1 else ""
    words = f": {first[:LONGEST]}" if first else ""
    if flaky is None:
        return (Mono(test.name), words + again)
    return (Mono(test.name), words + again, *_why(flaky))


def _why(flaky: Flaky) -> tuple[Span, ...]:
    """Its failures without a cause, or else the word of a person."""
    if flaky.finding and flaky.finding.failed:
        return (IS_FLAKY.format(evidence=evidence(flaky.finding)),)
    return (" · ", Person(flaky.mark.by), SAYS_YES) if flaky.mark else ()


def steps(story: Story) -> tuple[Button, ...]:
    """Say that the one failed test is flaky, or that it is not; of several, look which ones are."""
    failures = story.tests.failures if story.tests else ()
    if not failures:
        return ()
    look = f"jenkins flaky {quote(story.build.job)}"
    if len(failures) > 1:
        return (Button(FLAKY_TESTS, look),)
    name = called(failures[0])
    if name in story.flaky:
        return (Button(IT_IS_NOT, f"{look} {quote(name)} no"),)
    return (Button(IT_IS_FLAKY, f"{look} {quote(name)} yes"),)
