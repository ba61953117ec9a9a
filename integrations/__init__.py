"""Whom we ask: every outside system behind one object, opened and closed together."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from redis.asyncio import Redis

from integrations.alertmanager import Alertmanager
from integrations.errors import UnavailableError
from integrations.git import Git, Repository
from integrations.jenkins import Jenkins
from integrations.llm import Model
from integrations.prometheus import Prometheus
from integrations.store import Store
from integrations.vault import Vault
from integrations.watched import Watch, watched

NOT_CONFIGURED = "nothing: it is not configured"
SET_IT = "Set {variable} and start again."

System = TypeVar("System")
Clean = Callable[[str], str]
Ping = Callable[[], Awaitable[str]]


@dataclass(frozen=True)
class Addresses:
    """Where the systems are, and as whom we ask; an empty address means not configured."""

    jenkins_url: str = ""
    jenkins_user: str = ""
    jenkins_token: str = ""
    prometheus_url: str = ""
    prometheus_public_url: str = ""  # for people's browsers; empty: the same
    alertmanager_url: str = ""
    alertmanager_public_url: str = ""  # as above
    llm_base_url: str = ""
    llm_model: str = ""
    llm_api_key: str = ""
    git_repositories: tuple[Repository, ...] = ()
    git_user: str = ""
    git_token: str = ""
    git_folder: Path | None = None
    secret_key: str = ""  # encrypts people's own logins; empty: none are kept


@dataclass(frozen=True)
class Integrations:
    """The systems; one that is not configured is None and raises when it is asked for by name."""

    store: Store
    vault: Vault
    git: Git
    jenkins_or_none: Jenkins | None
    prometheus_or_none: Prometheus | None
    alertmanager_or_none: Alertmanager | None
    model: Model | None

    @property
    def jenkins(self) -> Jenkins:
        """Jenkins, or UnavailableError that names the setting."""
        if self.jenkins_or_none is None:
            raise UnavailableError(
                asked="a build",
                where="Jenkins",
                came_back=NOT_CONFIGURED,
                hint=SET_IT.format(variable="JENKINS_URL"),
            )
        return self.jenkins_or_none

    @property
    def prometheus(self) -> Prometheus:
        """Prometheus, or UnavailableError that names the setting."""
        if self.prometheus_or_none is None:
            raise UnavailableError(
                asked="a metric",
                where="Prometheus",
                came_back=NOT_CONFIGURED,
                hint=SET_IT.format(variable="PROMETHEUS_URL"),
            )
        return self.prometheus_or_none

    @property
    def alertmanager(self) -> Alertmanager:
        """Alertmanager, or UnavailableError that names the setting."""
        if self.alertmanager_or_none is None:
            raise UnavailableError(
                asked="an alert",
                where="Alertmanager",
                came_back=NOT_CONFIGURED,
                hint=SET_IT.format(variable="ALERTMANAGER_URL"),
            )
        return self.alertmanager_or_none

    def pings(self) -> Mapping[str, Ping | None]:
        """A sign of life of every system by its name; None where it is not configured."""
        systems = {
            "Redis": self.store,
            "Jenkins": self.jenkins_or_none,
            "Prometheus": self.prometheus_or_none,
            "Alertmanager": self.alertmanager_or_none,
            "Git": self.git,
            "Model": self.model,
        }
        return {name: system.ping if system else None for name, system in systems.items()}

    async def close(self) -> None:
        """Close everything that was opened."""
        for system in (
            self.jenkins_or_none,
            self.prometheus_or_none,
            self.alertmanager_or_none,
            self.git,
            self.model,
            self.store,
        ):
            if system is not None:
                await system.close()


def connect(
    addresses: Addresses,
    redis: Redis,
    redis_name: str,
    watch: Watch | None = None,
    *,
    clean: Clean,
) -> Integrations:
    """Open every configured system; nothing is asked of any of them yet.

    `clean` takes the secrets out of every text that a model is sent.
    `watch` is told of every question to a system outside, the store excepted.
    """
    opened = _opened(addresses, redis, redis_name, clean)
    return opened if watch is None else _watched(opened, watch)


def _watched(systems: Integrations, watch: Watch) -> Integrations:
    def maybe(name: str, system: System | None) -> System | None:
        return None if system is None else watched(name, system, watch)

    return replace(
        systems,
        git=watched("git", systems.git, watch),
        jenkins_or_none=maybe("jenkins", systems.jenkins_or_none),
        prometheus_or_none=maybe("prometheus", systems.prometheus_or_none),
        alertmanager_or_none=maybe("alertmanager", systems.alertmanager_or_none),
        model=maybe("model", systems.model),
    )


def _opened(addresses: Addresses, redis: Redis, redis_name: str, clean: Clean) -> Integrations:
    a = addresses
    store = Store(redis, redis_name)
    return Integrations(
        store=store,
        vault=Vault(store, a.secret_key),
        git=Git(a.git_repositories, a.git_folder, user=a.git_user, token=a.git_token),
        jenkins_or_none=(
            Jenkins(a.jenkins_url, a.jenkins_user, a.jenkins_token) if a.jenkins_url else None
        ),
        prometheus_or_none=(
            Prometheus(a.prometheus_url, public_url=a.prometheus_public_url)
            if a.prometheus_url
            else None
        ),
        alertmanager_or_none=(
            Alertmanager(a.alertmanager_url, public_url=a.alertmanager_public_url)
            if a.alertmanager_url
            else None
        ),
        model=(
            Model(a.llm_base_url, a.llm_model, a.llm_api_key, clean=clean)
            if a.llm_base_url
            else None
        ),
    )
