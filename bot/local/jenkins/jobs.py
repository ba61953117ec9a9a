"""What a job is before anything runs: its stages, steps and parameters, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

ParameterKind = Literal["string", "text", "boolean", "choice", "password", "run"]
JobKind = Literal["pipeline", "freestyle", "folder", "multibranch"]


@dataclass(frozen=True)
class Parameter:
    """One question that a build asks; `choices` are a choice's, `project` is a run's job."""

    name: str
    kind: ParameterKind = "string"
    default: str = ""
    choices: tuple[str, ...] = ()
    description: str = ""
    project: str = ""


@dataclass(frozen=True)
class Sh:
    """A shell step. With `recordings` it replays what another tool once printed: the first
    for the first commit of the branch, the last for the last, instead of running `command`."""

    command: str
    recordings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """An input step: the pipeline waits until somebody answers. `submitters` alone may, if any are named."""

    id: str
    message: str
    ok: str = "Proceed"
    submitters: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True)
class Stage:
    """A named part of a pipeline: steps in a row, or further stages side by side.

    What it asks is asked before its steps.
    """

    name: str
    steps: tuple[Sh, ...] = ()
    parallel: tuple[Stage, ...] = ()
    question: Question | None = None


@dataclass(frozen=True)
class Job:
    """A job or a folder; `name` is the full name (`team/api`).

    `junit` and `archive` are glob patterns in the workspace, looked at when the steps are over.
    `timeout` is in seconds. `opening` says how many commits behind the branch's tip each of the
    builds starts that are made when the stand-in starts; `opening_cause` is "scm", "timer",
    "branch", or the name of the job whose build set them off.
    """

    name: str
    kind: JobKind = "pipeline"
    description: str = ""
    repository: str = ""
    branch: str = "main"
    stages: tuple[Stage, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    junit: str = ""
    archive: str = ""
    timeout: float = 600
    concurrent: bool = True
    disabled: bool = False
    opening: tuple[int, ...] = (1, 0)
    opening_cause: str = "scm"
    opening_parameters: tuple[tuple[str, str], ...] = ()

    @property
    def is_folder(self) -> bool:
        """Whether it holds jobs instead of building."""
        return self.kind in ("folder", "multibranch")

    @property
    def short_name(self) -> str:
        """The last part of the name, as Jenkins's `name` has it."""
        return self.name.rpartition("/")[2]

    @property
    def parent(self) -> str:
        """The full name of the folder it is in, or an empty string."""
        return self.name.rpartition("/")[0]

    @property
    def display_name(self) -> str:
        """The full name with a branch's slashes as people write them."""
        return self.name.replace("%2F", "/")

    @property
    def path(self) -> str:
        """The address under the root, `job/team/job/api/`."""
        return "".join(f"job/{quote(part, safe='')}/" for part in self.name.split("/"))

    def parameter(self, name: str) -> Parameter | None:
        """The parameter called `name`; upper and lower case count as the same."""
        by_name = {parameter.name.casefold(): parameter for parameter in self.parameters}
        return by_name.get(name.casefold())
