"""`/jenkins list`: the jobs and how they stand."""

from fnmatch import fnmatch

from handlers.kit import (
    Arguments,
    Ask,
    Items,
    Message,
    Mono,
    Note,
    Paragraph,
    Reply,
    Routes,
    Text,
    Use,
    counted,
)
from handlers.kit.words import Words, together
from handlers.story import NAMES, sign
from integrations.jenkins import Job

TITLE = Words("Jobs")
TITLE_LIKE = Words("Jobs like {glob}")
NONE = Words("Jenkins shows me no job at all.")
NONE_LIKE = Words(
    "No job looks like `{glob}`. Patterns take * and ?, and a folder's jobs are team/*."
)
COUNTS = Words("{jobs}: {broken} broken, {running} running.")
CUT = Words(" Only the first {shown} are shown: narrow it with a pattern.")
NEVER = Words("not built yet")
RUNNING = Words("running")
DISABLED = Words("disabled")

SHOWN = 30  # jobs in one message

routes = Routes()


@routes.command("jenkins list", "[GLOB]", example="jenkins list team/*", aliases=("ls", "jobs"))
async def listing(ask: Ask, words: Arguments, use: Use) -> Reply:
    """List the jobs and how they stand."""
    glob = words.text("GLOB")
    jobs = [job for job in await use.systems.jenkins.jobs() if matches(job.path, glob)]
    return show(jobs, glob)


def matches(path: str, glob: str) -> bool:
    """Whether a job's path fits a pattern; a pattern without a wildcard also finds inside names."""
    if not glob:
        return True
    wanted = glob.casefold()
    if "*" in wanted or "?" in wanted:
        return fnmatch(path.casefold(), wanted)
    return wanted in path.casefold()


def show(jobs: list[Job], glob: str) -> Message:
    """The list: broken ones first, then by name."""
    title = TITLE_LIKE.format(glob=glob) if glob else TITLE
    if not jobs:
        return Message(title, (Paragraph(NONE_LIKE.format(glob=glob) if glob else NONE),))
    ordered = sorted(jobs, key=lambda job: (job.result not in ("FAILURE", "UNSTABLE"), job.path))
    rows = tuple(_row(job) for job in ordered[:SHOWN])
    broken = sum(job.result in ("FAILURE", "UNSTABLE") for job in jobs)
    running = sum(job.building for job in jobs)
    said = COUNTS.format(jobs=counted(len(jobs), "job"), broken=broken, running=running)
    cut = CUT.format(shown=SHOWN) if len(jobs) > SHOWN else ""
    return Message(title, (Items(rows), Note(said + cut)))


def _row(job: Job) -> Text:
    state = NAMES.get(job.result or "", NEVER)
    number = f" #{job.last_completed}" if job.last_completed else ""
    more = [word for word, true in ((RUNNING, job.building), (DISABLED, job.disabled)) if true]
    said = together((state, *more))
    return (f"{sign(job.result)} ", Mono(job.path), together((number, said), " "))
