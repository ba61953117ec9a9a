"""`/jenkins log`: the end of a build's log in the message, the whole of it as a file."""

from collections.abc import Iterable, Iterator

from handlers.diagnosis.clean import decode
from handlers.kit import (
    Arguments,
    Ask,
    File,
    Lines,
    Message,
    Paragraph,
    Reply,
    Routes,
    Use,
    counted,
)
from handlers.kit.redaction import redact, redact_lines
from handlers.kit.words import Words
from handlers.story import console_of, steps
from handlers.story.lookup import build_of, job_named
from handlers.story.words import outcome, tone
from integrations.jenkins import Build

TITLE = Words("The log of {build}, which {outcome}")
EMPTY = Words("The log is empty.")
TAIL = Words("The last {count} of {lines}")
FILE_TITLE = Words("The whole log of {build} ({lines}, {size})")

BYTES = Words("{count} bytes")

SHOWN = 20  # lines in the message
KEY_BEGINS, KEY_ENDS = "-----BEGIN ", "-----END "  # around a key that spans several lines
LONGEST_KEY = 400  # lines that are held together at most

routes = Routes()


@routes.command("jenkins log", "JOB [N]", example="jenkins log checkout 512")
async def log(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Show the end of a build's log, and the whole of it as a file."""
    jenkins = use.systems.jenkins
    job = await job_named(jenkins, words.text("JOB"))
    build = await build_of(jenkins, job, words.number("N"))
    path = await console_of(jenkins, build, use.scratch)
    clean = path.with_suffix(".txt")
    count = 0
    tail: list[str] = []
    with path.open("rb") as raw, clean.open("w", encoding="utf-8") as file:
        for text in without_secrets(decode(line) for line in raw):
            file.write(text + "\n")
            count += 1
            tail = [*tail[-SHOWN + 1 :], text]
    size = measured(path.stat().st_size)
    title = FILE_TITLE.format(build=build.name, lines=counted(count, "line"), size=size)
    return show(build, tail, count, File(f"{path.stem}.log", clean, title))


def without_secrets(lines: Iterable[str]) -> Iterator[str]:
    """The lines redacted, as many as came; those of a key are held until all of it is there."""
    held: list[str] = []
    for line in lines:
        begins = KEY_BEGINS in line
        if not held and not begins:
            yield redact(line)
            continue
        if begins:
            yield from redact_lines(held)
            held = []
        held.append(line)
        if KEY_ENDS in line or len(held) == LONGEST_KEY:
            yield from redact_lines(held)
            held = []
    yield from redact_lines(held)


def show(build: Build, tail: list[str], count: int, file: File) -> Message:
    """The message beside the file; `tail` are the last lines of `count`."""
    title = TITLE.format(build=build.name, outcome=outcome(build))
    link = steps.in_jenkins(build.url)
    if not count:
        return Message(title, (Paragraph(EMPTY),), tone(build), buttons=link)
    first = count - len(tail) + 1
    rows = tuple((first + at, text) for at, text in enumerate(tail))
    said = TAIL.format(count=len(tail), lines=counted(count, "line"))
    return Message(title, (Lines(rows, said),), tone(build), buttons=link, files=(file,))


def measured(size: int) -> str:
    """A size as people say it: 812 bytes, 56 KB, 3.1 MB."""
    if size < 1000:  # noqa: PLR2004 - SI prefixes
        return BYTES.format(count=size)
    if size < 999_500:  # noqa: PLR2004 - from here on it would round to 1000 KB
        return f"{size / 1000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB"
