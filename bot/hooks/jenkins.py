"""Jenkins's Notification plugin, which can sign nothing."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from bot.hooks.door import Delivery, Hook
from handlers.kit import Event
from handlers.watch import finished, started

# Phases of a build in which its result stands: the plugin's own names.
OVER = {"COMPLETED", "FINALIZED"}
BEGUN = {"QUEUED", "STARTED"}  # the plugin says QUEUED of a build that has just left the queue
_JOB_URL = re.compile(r"(?:job/[^/]+/?)+")


@dataclass(frozen=True)
class Notice:
    """What a notice tells that we use; the rest is read from Jenkins itself."""

    job: str
    number: int
    phase: str


def read(payload: object) -> Notice | None:
    """The notice in a payload, or None for anything else."""
    if not isinstance(payload, dict) or not isinstance(payload.get("build"), dict):
        return None
    build = payload["build"]
    job, number, phase = job_path(payload.get("url")), build.get("number"), build.get("phase")
    if not job or not isinstance(number, int) or not isinstance(phase, str):
        return None
    return Notice(job, number, phase)


def job_path(url: object) -> str:
    """`team/api` out of the notice's `job/team/job/api/`; empty where it is no such address."""
    if not isinstance(url, str) or not _JOB_URL.fullmatch(url):
        return ""
    return "/".join(unquote(part) for part in url.strip("/").split("/")[1::2])


def events(delivery: Delivery) -> tuple[Event, ...] | None:
    """That a build has begun, or is over; its other phases are no news."""
    notice = read(delivery.json())
    if notice is None:
        return None
    if notice.phase in BEGUN:
        return (started(notice.job, notice.number),)
    return (finished(notice.job, notice.number),) if notice.phase in OVER else ()


JENKINS = Hook("jenkins", "JENKINS_HOOK_SECRET", "Jenkins's Notification plugin", events)
