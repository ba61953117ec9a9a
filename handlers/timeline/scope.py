"""What a timeline is about: services, and the jobs, repositories and labels that they lead to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from handlers.timeline.entry import Entry
from integrations.git import Repository
from integrations.jenkins import Build

SERVICE_LABEL = "service"  # the label by which an alert names its service
_WORDS = re.compile(r"[^-_./ ]+")


@dataclass(frozen=True)
class Scope:
    """What is of interest; a scope that names nothing means everything.

    `jobs` are patterns of full names, `repositories` names, `labels` pairs of which an alert must
    have one, `incidents` ids. `channel` is where the timeline will be read: what was said in
    another, private channel comes without its words.
    """

    services: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    repositories: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    incidents: tuple[str, ...] = ()
    channel: str = ""

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.services or self.jobs or self.repositories or self.labels)

    def wants_job(self, path: str) -> bool:
        """Whether a job is of interest: by a pattern, or because it has a service's name."""
        if self.everything or _any(path, self.jobs):
            return True
        return path.rpartition("/")[2].casefold() in _folded(self.services)

    def speaks_of(self, path: str) -> bool:
        """Whether a job's name has a service among its words, as `deploy-checkout` has."""
        return bool(_folded(_WORDS.findall(path)) & _folded(self.services))

    def wants_build(self, build: Build) -> bool:
        """Whether one of a build's parameters names a service, as a shared deploy job's does."""
        return bool(_folded(value for _, value in build.parameters) & _folded(self.services))

    def wants_alert(self, labels: Mapping[str, str]) -> bool:
        """Whether an alert has one of the labels."""
        if self.everything:
            return True
        return any(labels.get(k, "").casefold() == v.casefold() for k, v in self.labels)

    def wants(self, entry: Entry) -> bool:
        """Whether something that was noted is of interest; what names nothing concerns all."""
        subject = entry.subject.casefold()
        if self.everything or not subject:
            return True
        if any(entry.key.startswith(f"{each} ") for each in self.incidents):
            return True
        names = (*self.services, *self.repositories, *(v for _, v in self.labels))
        return subject in _folded(names) or self.wants_job(subject) or self.speaks_of(subject)


def scope_of(
    services: Sequence[str],
    repositories: Sequence[Repository],
    *,
    incidents: tuple[str, ...] = (),
    channel: str = "",
) -> Scope:
    """The scope that services lead to: their repositories, those's jobs, and alerts' labels."""
    wanted = _folded(services)
    theirs = [
        each
        for each in repositories
        if each.name.casefold() in wanted or _folded(each.services) & wanted
    ]
    return Scope(
        tuple(services),
        tuple(dict.fromkeys(glob for each in theirs for glob in each.jobs)),
        tuple(each.name for each in theirs),
        tuple((SERVICE_LABEL, name) for name in services),
        incidents,
        channel,
    )


def _folded(names: Iterable[str]) -> set[str]:
    return {name.casefold() for name in names}


def _any(path: str, globs: Iterable[str]) -> bool:
    return any(fnmatchcase(path.casefold(), glob.casefold()) for glob in globs)
