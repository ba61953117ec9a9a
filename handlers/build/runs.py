"""The builds of another job that a run parameter offers: noted when a form opens, for its menu.

A menu must be answered within Slack's three seconds, and also while Jenkins is down.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from handlers.kit import Use
from handlers.story import sign
from integrations.errors import IntegrationError
from integrations.jenkins import Job

KIND = "runs"  # of notes: a job -> {"builds": [[what people read, what Jenkins takes], …]}
LASTS = timedelta(days=7)
MOST = 50  # newest builds that are offered


async def note_runs(use: Use, job: Job) -> None:
    """Note the newest builds of every job whose runs `job` takes; without Jenkins the note stays."""
    for project in dict.fromkeys(
        p.project for p in job.parameters if p.kind == "run" and p.project
    ):
        try:
            builds = await use.systems.jenkins.builds(project, MOST)
            rows = [
                [f"{sign(b.result, building=b.building)} {b.name}", f"{b.job}#{b.number}"]
                for b in builds
            ]
            await use.systems.store.note(KIND, project, {"builds": rows}, lasts=LASTS)
        except IntegrationError:
            continue


def like(
    record: Mapping[str, Sequence[Sequence[str]]] | None, typed: str
) -> tuple[tuple[str, str], ...]:
    """The noted builds in whose words stands what was typed: label and value, newest first."""
    rows = ((str(label), str(value)) for label, value in (record or {}).get("builds", ()))
    asked = typed.casefold().replace(" ", "")
    return tuple(row for row in rows if asked in row[0].casefold().replace(" ", ""))
