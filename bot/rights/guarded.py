"""The systems as a handler gets them: reading goes straight on, changing passes the guard."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar, cast

from bot.rights.guard import Act, Guard
from handlers.build.parameters import MARK
from handlers.kit.redaction import redact
from integrations import Integrations
from integrations.alertmanager import Alertmanager, Matcher, Silence, one_name
from integrations.alertmanager.client import filter_text
from integrations.errors import RefusedError
from integrations.jenkins import Input, Jenkins, Job

OWN_LOGIN = (
    "It was asked as {user}, with your own token: `/ops connect jenkins` gives me another one, "
    "`/ops disconnect jenkins` lets me ask with my own account again."
)
LISTED = "a list of who may answer: {names}"
CONNECT = "Whoever is on it connects with `/ops connect jenkins`, and I answer in their name."
QUESTION = "Question"
MASK = "****"
BUILD, WHICH, ALERTS, SILENCE, UNTIL, FOR = (
    "Build",
    "#{number}",
    "Alerts",
    "Silence",
    "Until",
    "For",
)
Value = TypeVar("Value")


@dataclass(frozen=True)
class Self:
    """Jenkins as one person asks it: a client of their own, and their name there."""

    jenkins: Jenkins
    user: str


def guarded(systems: Integrations, guard: Guard, own: Self | None) -> Integrations:
    """The same systems behind the guard; with `own`, Jenkins is changed as that person."""
    jenkins, alerts = systems.jenkins_or_none, systems.alertmanager_or_none
    return replace(
        systems,
        jenkins_or_none=cast("Jenkins", GuardedJenkins(jenkins, guard, own)) if jenkins else None,
        alertmanager_or_none=(
            cast("Alertmanager", GuardedAlertmanager(alerts, guard)) if alerts else None
        ),
    )


class GuardedJenkins:
    """Jenkins, whose builds are started and stopped through the guard, as whoever asks."""

    def __init__(self, jenkins: Jenkins, guard: Guard, own: Self | None) -> None:
        self._jenkins = jenkins
        self._guard = guard
        self._identity = own.user if own else ""
        self._changing = own.jenkins if own else jenkins

    @property
    def user(self) -> str:
        """The name under which Jenkins knows what is done here."""
        return self._changing.user

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - it is whatever Jenkins has
        if name == "as_user":  # a client of one's own would stand before this door
            raise AttributeError(name)
        return getattr(self._jenkins, name)

    async def trigger(self, path: str, parameters: Mapping[str, str], **more: Any) -> int:  # noqa: ANN401 - as above
        """Order a build."""

        async def defined() -> list[list[Any]]:
            return _definition(await self._jenkins.job(path))

        # When an approved ask runs, its mark is another one: it says who asks, not what for.
        said = {name: value for name, value in parameters.items() if name != MARK}
        shown = _shown(await self._jenkins.job(path), said) if said else ()
        act = Act("Jenkins", path, {"parameters": said}, shown, defined)
        return await self._through(act, lambda: self._changing.trigger(path, parameters, **more))

    async def stop(self, path: str, number: int, **more: Any) -> None:  # noqa: ANN401 - as above
        """Abort a build."""
        act = Act("Jenkins", path, {"number": number}, ((BUILD, WHICH.format(number=number)),))
        await self._through(act, lambda: self._changing.stop(path, number, **more))

    async def proceed(
        self, path: str, number: int, input: Input, values: Mapping[str, str | bool]
    ) -> None:
        """Let a build go on that asks something."""

        async def answer() -> None:
            self._must_be_listed(path, number, input)
            await self._changing.proceed(path, number, input, values)

        given = {name: str(value) for name, value in values.items()}
        shown = _shown(Job(path, parameters=input.parameters), given)
        await self._through(_answer(path, number, input, given, shown, yes=True), answer)

    async def reject(self, path: str, number: int, input: Input) -> None:
        """Answer what a build asks with no."""

        async def answer() -> None:
            self._must_be_listed(path, number, input)
            await self._changing.reject(path, number, input)

        await self._through(_answer(path, number, input, {}, (), yes=False), answer)

    def _must_be_listed(self, path: str, number: int, input: Input) -> None:
        """Jenkins asks its list of approvers of whoever asks: our own account must not stand for others."""
        if input.submitters and not self._identity:
            asked = f"to answer the input {input.id} of {path} #{number}"
            listed = LISTED.format(names=", ".join(input.submitters))
            raise RefusedError(asked, self._jenkins.where, listed, CONNECT)

    async def _through(self, act: Act, do: Callable[[], Awaitable[Value]]) -> Value:
        try:
            return await self._guard.through(act, do, self._identity)
        except RefusedError as error:
            if self._identity:
                error.hint = OWN_LOGIN.format(user=self._identity)
            raise


def _answer(
    path: str,
    number: int,
    input: Input,
    values: Mapping[str, str],
    shown: tuple[tuple[str, str], ...],
    *,
    yes: bool,
) -> Act:
    """An answer to an input, exactly: another question of the same build is another act."""
    arguments = {"number": number, "input": input.id, "values": dict(values), "yes": yes}
    told = ((BUILD, WHICH.format(number=number)), (QUESTION, input.message), *shown)
    return Act("Jenkins", path, arguments, told)


def _definition(job: Job) -> list[list[Any]]:
    """What a job asks for: an approval does not hold for a job that was changed since."""
    return [[p.name, p.kind, p.default, list(p.choices)] for p in job.parameters]


def _shown(job: Job, parameters: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Parameters as people may see them."""
    secret = {p.name for p in job.parameters if p.kind == "password"}
    return tuple(
        (name, MASK if name in secret else _safe(name, v)) for name, v in parameters.items()
    )


def _safe(name: str, value: str) -> str:
    """A value; a mark in the place of one that looks like a secret beside its name."""
    whole = f"{name}={value}"
    return value if redact(whole) == whole else MASK


class GuardedAlertmanager:
    """Alertmanager, whose silences are made, changed and ended through the guard."""

    def __init__(self, alertmanager: Alertmanager, guard: Guard) -> None:
        self._alertmanager = alertmanager
        self._guard = guard

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - it is whatever Alertmanager has
        return getattr(self._alertmanager, name)

    async def create(
        self,
        matchers: Sequence[Matcher],
        starts: datetime,
        ends: datetime,
        by: str,
        comment: str,
    ) -> str:
        """Make a silence."""
        words = _words(matchers)
        lasts = (ends - starts).total_seconds()
        act = Act(
            "Alertmanager",
            one_name(matchers),
            {"matchers": words, "seconds": lasts, "comment": comment},
            ((ALERTS, words), (FOR, str(ends - starts))),
        )
        return await self._guard.through(
            act, lambda: self._alertmanager.create(matchers, starts, ends, by, comment), ""
        )

    async def extend(self, silence: Silence, ends: datetime) -> str:
        """Let a silence end later."""
        act = Act(
            "Alertmanager",
            one_name(silence.matchers),
            {"silence": silence.id, "ends": ends.isoformat()},
            ((SILENCE, silence.id), (UNTIL, f"{ends:%Y-%m-%d %H:%M} UTC")),
        )
        return await self._guard.through(act, lambda: self._alertmanager.extend(silence, ends), "")

    async def expire(self, id: str) -> None:
        """End a silence."""
        silence = await self._alertmanager.silence(id)
        act = Act(
            "Alertmanager",
            one_name(silence.matchers),
            {"silence": id},
            ((SILENCE, id), (ALERTS, _words(silence.matchers))),
        )
        await self._guard.through(act, lambda: self._alertmanager.expire(id), "")


def _words(matchers: Sequence[Matcher]) -> str:
    return ", ".join(filter_text(each) for each in matchers)
