"""The settings: read from environment variables once, at the start, and checked at once."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.repositories import A_LIST, NAME, repositories, too_many_hosts
from bot.roles import A_POLICY, Roles, RolesError, read_roles
from bot.shapes import is_between, is_http, is_loopback, is_redis
from handlers import ROUTES
from handlers.kit import Preferences
from handlers.kit.authority import AUDIT
from integrations.git import Repository

FAULT = "{name} is {value}, and it takes {takes}."
UNSET = "{name} is not set, and {who} needs it: it takes {takes}."
FLAW = "{name} is wrong: {why}. It takes {takes}."
HALF = "{name} is set but {other} is not: {why}."

A_PORT = "a port number from 1 to 65535"
A_COUNT = "a whole number from {least} to {most}"
AN_URL = "an http:// or https:// address, such as {example}"
A_REDIS_URL = (
    "a redis://, rediss:// or unix:// address, such as redis://localhost:6379/0, or that of a service"
    " that Sentinel watches, such as redis+sentinel://sentinel-0:26379,sentinel-1:26379/mymaster/0"
)
A_BOT_TOKEN = "a bot token of your Slack app; it starts with xoxb-"
AN_APP_TOKEN = "an app-level token of your Slack app with connections:write; it starts with xapp-"
A_SIGNING_SECRET = "the signing secret of your Slack app, 16 or more letters and digits"
A_KEY = "a random text of 32 or more letters, digits and signs, such as `openssl rand -base64 32` prints"
A_ROLES_FILE = "the path of a TOML file that I may read"
BOTH = "ROLES and ROLES_FILE are both set, and one of them is the policy: take the other one away."
A_HOOK_SECRET = "a secret of 16 or more letters, digits, - and _ that the hook's sender knows"
ONE_SECRET = (
    "{name} and {other} are the same secret: whoever learns one could send in the name of both. "
    "Give each a secret of its own."
)
OPEN_TO_ALL = (
    "{name} is open, so that everybody would be believed: that is taken only where HOST is a "
    "loopback address such as 127.0.0.1, and HOST is {host}."
)

SLACK_API = "https://slack.com/api/"
OPEN = "open"  # in the place of a hook's secret: everybody on this machine is believed
LOGIN = re.compile(r"://[^@]*@")  # of an address
SECRET_NAMES = ("TOKEN", "SECRET", "KEY", "PASSWORD")
HOOK_SECRETS = (
    "JENKINS_HOOK_SECRET",
    "ALERTMANAGER_HOOK_SECRET",
    "GITHUB_HOOK_SECRET",
    "GITLAB_HOOK_SECRET",
)


class SettingsError(Exception):
    """A setting is missing or wrong; the text is a sentence that names it."""


@dataclass(frozen=True)
class SlackSettings:
    """How to reach Slack and how Slack reaches us: Socket Mode where there is an app token."""

    bot_token: str
    signing_secret: str
    app_token: str
    api_url: str

    @property
    def by_socket(self) -> bool:
        """Whether events come through a WebSocket that we open."""
        return bool(self.app_token)


@dataclass(frozen=True)
class Settings:
    """Everything the processes are told; an empty string means not configured."""

    slack: SlackSettings | None
    host: str
    port: int
    redis_url: str
    data: Path
    jenkins_url: str
    jenkins_user: str
    jenkins_token: str
    hook_secrets: Mapping[str, str]
    prometheus_url: str
    prometheus_public_url: str
    alertmanager_url: str
    alertmanager_public_url: str
    llm_base_url: str
    llm_model: str
    llm_api_key: str
    poll_seconds: int
    deploy_jobs: tuple[str, ...]
    json_logs: bool
    git_repositories: tuple[Repository, ...]
    git_user: str
    git_token: str
    roles: Roles
    secret_key: str

    @classmethod
    def read(cls, env: Mapping[str, str]) -> "Settings":
        """Read and check all settings; raise SettingsError with one sentence at the first fault."""
        take = _Taker(env)
        settings = cls(
            slack=_slack(take),
            host=take.text("HOST") or "0.0.0.0",  # nosec B104 # a container is reached from outside
            port=take.port("PORT", 3000),
            redis_url=take.redis_url("REDIS_URL"),
            data=take.folder("PILOTHOUSE_DATA"),
            jenkins_url=take.url("JENKINS_URL", "https://jenkins.example.com"),
            jenkins_user=take.text("JENKINS_USER"),
            jenkins_token=take.text("JENKINS_TOKEN"),
            hook_secrets={
                name: take.like(name, rf"[\w-]{{16,}}|{OPEN}", A_HOOK_SECRET)
                for name in HOOK_SECRETS
            },
            prometheus_url=take.url("PROMETHEUS_URL", "http://prometheus:9090"),
            prometheus_public_url=take.url(
                "PROMETHEUS_PUBLIC_URL", "https://prometheus.example.com"
            ),
            alertmanager_url=take.url("ALERTMANAGER_URL", "http://alertmanager:9093"),
            alertmanager_public_url=take.url(
                "ALERTMANAGER_PUBLIC_URL", "https://alertmanager.example.com"
            ),
            llm_base_url=take.url("LLM_BASE_URL", "http://localhost:11434/v1"),
            llm_model=take.text("LLM_MODEL"),
            llm_api_key=take.text("LLM_API_KEY"),
            poll_seconds=take.count("JENKINS_POLL_SECONDS", 20, least=1, most=3600),
            deploy_jobs=take.words("DEPLOY_JOBS") or Preferences().deploy_jobs,
            json_logs=take.like("LOG_FORMAT", "text|json", "text or json") == "json",
            git_repositories=_repositories(take),
            git_user=take.text("GIT_USER"),
            git_token=take.text("GIT_TOKEN"),
            roles=_roles(take),
            secret_key=take.like("SECRET_KEY", r"\S{32,}", A_KEY),
        )
        _refuse_halves(settings)
        _refuse_shared(settings)
        _refuse_open(settings)
        return settings

    def needs_slack(self, who: str) -> SlackSettings:
        """Slack's settings, or SettingsError that names the first one which `who` lacks."""
        if self.slack is None:
            raise SettingsError(UNSET.format(name="SLACK_BOT_TOKEN", who=who, takes=A_BOT_TOKEN))
        return self.slack


def _slack(take: "_Taker") -> SlackSettings | None:
    bot_token = take.like("SLACK_BOT_TOKEN", r"xoxb-\S+", A_BOT_TOKEN)
    secret = take.like("SLACK_SIGNING_SECRET", r"[A-Za-z0-9]{16,}", A_SIGNING_SECRET)
    app_token = take.like("SLACK_APP_TOKEN", r"xapp-\S+", AN_APP_TOKEN)
    api_url = take.url("SLACK_API_URL", SLACK_API) or SLACK_API
    if not bot_token:
        if secret or app_token:
            name = "SLACK_SIGNING_SECRET" if secret else "SLACK_APP_TOKEN"
            raise SettingsError(HALF.format(name=name, other="SLACK_BOT_TOKEN", why=A_BOT_TOKEN))
        return None
    if not secret and not app_token:
        why = "HTTP needs the signing secret, or Socket Mode needs SLACK_APP_TOKEN"
        raise SettingsError(
            HALF.format(name="SLACK_BOT_TOKEN", other="SLACK_SIGNING_SECRET", why=why)
        )
    return SlackSettings(bot_token, secret, app_token, api_url.rstrip("/") + "/")


def _repositories(take: "_Taker") -> tuple[Repository, ...]:
    try:
        found = repositories(take.text(NAME))
    except ValueError as error:
        raise SettingsError(FLAW.format(name=NAME, why=error, takes=A_LIST)) from None
    hosts = too_many_hosts(found) if take.text("GIT_TOKEN") else ""
    if hosts:
        raise SettingsError(hosts)
    return found


def _roles(take: "_Taker") -> Roles:
    """The policy, of the variable or of the file that it names."""
    text, path = take.text("ROLES"), take.text("ROLES_FILE")
    if text and path:
        raise SettingsError(BOTH)
    name = "ROLES"
    if path:
        name = f"ROLES_FILE ({path})"
        try:
            text = Path(path).read_text()
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "it is no text"
            raise SettingsError(FLAW.format(name=name, why=why, takes=A_ROLES_FILE)) from None
    try:
        return read_roles(text, (*ROUTES.actions(), AUDIT))
    except RolesError as error:
        raise SettingsError(FLAW.format(name=name, why=error, takes=A_POLICY)) from None


def _refuse_halves(settings: Settings) -> None:
    pairs = (
        ("JENKINS_TOKEN", settings.jenkins_token, "JENKINS_URL", settings.jenkins_url),
        ("JENKINS_TOKEN", settings.jenkins_token, "JENKINS_USER", settings.jenkins_user),
        ("JENKINS_USER", settings.jenkins_user, "JENKINS_TOKEN", settings.jenkins_token),
        ("GIT_USER", settings.git_user, "GIT_TOKEN", settings.git_token),
        ("LLM_BASE_URL", settings.llm_base_url, "LLM_MODEL", settings.llm_model),
        ("LLM_MODEL", settings.llm_model, "LLM_BASE_URL", settings.llm_base_url),
    )
    for name, value, other, other_value in pairs:
        if value and not other_value:
            raise SettingsError(HALF.format(name=name, other=other, why="the two go together"))


def _refuse_shared(settings: Settings) -> None:
    """Each door has a key of its own."""
    signing = settings.slack.signing_secret if settings.slack else ""
    owners: dict[str, str] = {}
    for name, secret in (("SLACK_SIGNING_SECRET", signing), *settings.hook_secrets.items()):
        if secret in ("", OPEN):
            continue
        if secret in owners:
            raise SettingsError(ONE_SECRET.format(name=name, other=owners[secret]))
        owners[secret] = name


def _refuse_open(settings: Settings) -> None:
    """A hook without a secret is for whoever is on this machine already."""
    for name, secret in settings.hook_secrets.items():
        if secret == OPEN and not is_loopback(settings.host):
            raise SettingsError(OPEN_TO_ALL.format(name=name, host=settings.host))


class _Taker:
    """Takes variables out of an environment, each with the check of its kind."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env

    def text(self, name: str) -> str:
        return self._env.get(name, "").strip()

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.text(name).split(",") if word.strip())

    def _checked(self, name: str, takes: str, right: Callable[[str], bool]) -> str:
        value = self.text(name)
        if value and not right(value):
            raise SettingsError(FAULT.format(name=name, value=shown(name, value), takes=takes))
        return value

    def like(self, name: str, pattern: str, takes: str) -> str:
        return self._checked(name, takes, lambda v: re.fullmatch(pattern, v) is not None)

    def url(self, name: str, example: str) -> str:
        return self._checked(name, AN_URL.format(example=example), is_http).rstrip("/")

    def redis_url(self, name: str) -> str:
        return self._checked(name, A_REDIS_URL, is_redis)

    def count(self, name: str, default: int, *, least: int, most: int) -> int:
        takes = A_COUNT.format(least=least, most=most)
        value = self._checked(name, takes, lambda v: is_between(v, least, most))
        return int(value) if value else default

    def port(self, name: str, default: int) -> int:
        value = self._checked(name, A_PORT, lambda v: is_between(v, 1, 65535))
        return int(value) if value else default

    def folder(self, name: str) -> Path:
        takes = "a folder of the bot's own, which it may make"
        value = self._checked(name, takes, lambda v: not Path(v).is_file())
        if value:
            return Path(value).absolute()
        state = self.text("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
        return Path(state) / "pilothouse"


def shown(name: str, value: str) -> str:
    """A setting's value as an error may show it: secrets are named by their length alone."""
    if any(word in name for word in SECRET_NAMES):
        return f"a value of {len(value)} characters"
    return f'"{LOGIN.sub("://…@", value.partition("?")[0])}"'
