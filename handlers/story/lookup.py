"""Which job and which build somebody means, with the nearest names where there is no such job."""

from handlers.kit import Arguments, Ask, UsageError, Use, nearest
from handlers.kit.words import Words, together
from integrations.errors import NotFoundError
from integrations.jenkins import Build, Jenkins, Job

NO_JOB = Words("Jenkins has no job `{asked}`.")
NEAREST = Words(" The nearest names: {names}.")
NEVER_BUILT = Words("`{job}` has never been built.")
NEVER_FAILED = Words("`{job}` has no failed build, so there is nothing to explain.")
NO_BUILD = Words("`{job}` has no build #{number}; its last one is #{last}.")
LOOK_BACK = 25  # builds that are searched for a failed one; Jenkins itself knows older failures

NOT_A_JOB = Words("`{job}` is a {kind}, and only jobs inside it are built: try `{inside}`.")


async def job_named(jenkins: Jenkins, asked: str) -> Job:
    """The job of that name; UsageError with the nearest names where there is none."""
    path = asked.strip("/")
    try:
        job = await jenkins.job(path)
    except NotFoundError:
        names = [each.path for each in await jenkins.jobs()]
        near = nearest(path, names)
        ends = [name for name in names if name.endswith(f"/{path}")]
        if len(ends) == 1:
            return await jenkins.job(ends[0])
        said = together(f"`{name}`" for name in near)
        tail = NEAREST.format(names=said) if said else ""
        raise UsageError(NO_JOB.format(asked=asked) + tail) from None
    if job.kind in ("folder", "multibranch"):
        names = [each.path for each in await jenkins.jobs() if each.path.startswith(f"{path}/")]
        inside = names[0] if names else f"{path}/…"
        raise UsageError(NOT_A_JOB.format(job=path, kind=job.kind, inside=inside))
    return job


async def job_meant(ask: Ask, words: Arguments, use: Use) -> str | None:
    """The full name of the job in a command's JOB; None where it names none yet."""
    asked = words.text("JOB")
    return (await job_named(use.systems.jenkins, asked)).path if asked else None


async def build_of(jenkins: Jenkins, job: Job, number: int | None) -> Build:
    """Build `number` of a job, or its last one; UsageError where there is none."""
    if job.last_build is None:
        raise UsageError(NEVER_BUILT.format(job=job.path))
    wanted = job.last_build if number is None else number
    try:
        return await jenkins.build(job.path, wanted)
    except NotFoundError:
        words = NO_BUILD.format(job=job.path, number=wanted, last=job.last_build)
        raise UsageError(words) from None


async def failed_build_of(jenkins: Jenkins, job: Job, number: int | None) -> Build:
    """Build `number`, or the last one that failed or was unstable, or a word that none did."""
    if number is not None:
        return await build_of(jenkins, job, number)
    history = await jenkins.builds(job.path, LOOK_BACK) if job.last_build else ()
    recent = next((build.number for build in history if build.failed), job.last_failed)
    if recent is None:
        raise UsageError(NEVER_FAILED.format(job=job.path))
    return await build_of(jenkins, job, recent)
