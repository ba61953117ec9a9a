"""The environment that local mode gives the processes: stand-ins, or what the shell names."""

import json
from collections.abc import Mapping
from pathlib import Path

from bot.local.doors import HOST, Doors

# Which jobs build each sample repository, and which of its paths belong to which service.
SAMPLES: tuple[tuple[str, list[str], dict[str, list[str]]], ...] = (
    ("checkout", ["checkout"], {"checkout": ["shop/*", "tests/*"]}),
    ("payments", ["payments"], {"payments": ["payments/*", "tests/*"]}),
    ("search", ["search"], {"search": ["search/*", "requirements.txt"]}),
    ("api", ["team/api"], {"api": ["api/*"]}),
    ("storefront", ["storefront/*"], {"storefront": ["storefront/*"]}),
    ("deploy", ["deploy"], {"checkout": ["*"]}),
)


# Everybody of the stand-in's workspace may do everything: whoever opened it sits before all of them.
ROLES = """
[everybody]
members = ["*"]
[[everybody.grants]]
actions = ["*"]
objects = ["*"]
"""


def environment(env: Mapping[str, str], doors: Doors, redis_url: str, home: Path) -> dict[str, str]:
    """The processes' environment: what was set before, and the stand-ins' addresses in it.

    Slack's variables win together, where there is a bot token of one's own, Jenkins's where there
    is an address, Prometheus's and Alertmanager's where there is one of the two: half of one's own
    and half of a stand-in's fits nobody. Where the web process listens is never taken over: shells
    export HOST and PORT for reasons of their own.
    """
    given = there(env)
    ours = {
        "HOST": HOST,
        "PORT": str(doors.web),
        "PILOTHOUSE_DATA": str(home / "data"),
        "REDIS_URL": redis_url,
        "JENKINS_HOOK_SECRET": doors.hook_secret,
        "ALERTMANAGER_HOOK_SECRET": doors.alert_secret,
    }
    unless_given = {
        "JENKINS_POLL_SECONDS": "5",
        "GITHUB_HOOK_SECRET": doors.github_secret,
        "GITLAB_HOOK_SECRET": doors.gitlab_secret,
        "SECRET_KEY": doors.secret_key,
    }
    if "SLACK_BOT_TOKEN" not in given and "ROLES_FILE" not in given:
        unless_given["ROLES"] = ROLES
    if "JENKINS_URL" not in given:
        unless_given["GIT_REPOSITORIES"] = repositories(home / "jenkins" / "repositories")
    groups = (_slack(env, given, doors), _jenkins(given, doors), _metrics(given, doors))
    return {**unless_given, **given, **groups[0], **groups[1], **groups[2], **ours}


def there(env: Mapping[str, str]) -> dict[str, str]:
    """The variables that say something."""
    return {name: value for name, value in env.items() if value.strip()}


def repositories(folder: Path) -> str:
    """The sample repositories in a folder, as GIT_REPOSITORIES has them."""
    listed = [
        {
            "name": name,
            "url": (folder / f"{name}.git").absolute().as_uri(),
            "jobs": jobs,
            "services": services,
        }
        for name, jobs, services in SAMPLES
    ]
    return json.dumps(listed)


def _slack(env: Mapping[str, str], given: Mapping[str, str], doors: Doors) -> dict[str, str]:
    slack = {
        "SLACK_BOT_TOKEN": doors.bot_token,
        "SLACK_SIGNING_SECRET": doors.signing_secret,
        "SLACK_APP_TOKEN": "",
        "SLACK_API_URL": f"{doors.page_url}/api/",
    }
    if "SLACK_BOT_TOKEN" in given:
        return {name: given.get(name, "") for name in slack}
    # The SDK reads the proxy variables and ignores NO_PROXY: they would lead loopback astray.
    return slack | {name: "" for name in env if name.lower() in ("http_proxy", "https_proxy")}


def _jenkins(given: Mapping[str, str], doors: Doors) -> dict[str, str]:
    jenkins = {
        "JENKINS_URL": doors.jenkins_url,
        "JENKINS_USER": "pilot",
        "JENKINS_TOKEN": doors.jenkins_token,
    }
    return {name: given.get(name, "") for name in jenkins} if "JENKINS_URL" in given else jenkins


def _metrics(given: Mapping[str, str], doors: Doors) -> dict[str, str]:
    metrics = {
        "PROMETHEUS_URL": doors.prometheus_url,
        "ALERTMANAGER_URL": doors.alertmanager_url,
        "PROMETHEUS_PUBLIC_URL": "",
        "ALERTMANAGER_PUBLIC_URL": "",
    }
    own = "PROMETHEUS_URL" in given or "ALERTMANAGER_URL" in given
    return {name: given.get(name, "") for name in metrics} if own else metrics
