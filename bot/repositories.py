"""The setting GIT_REPOSITORIES: a JSON list of repositories, every fault of it one sentence."""

import json
from collections.abc import Mapping
from typing import Any

from integrations.errors import NotFoundError
from integrations.git import Repository, checked_ref, remote

NAME = "GIT_REPOSITORIES"
A_LIST = (
    'a JSON list of objects such as {"name": "checkout", "url": "https://…", "jobs": ["team/*"]}'
)
NO_JSON = "it is no JSON: {why} in line {line}, column {column}"
NO_LIST = "it is no list"
ENTRY = "entry {number}"
NO_OBJECT = "{entry} is no object"
UNKNOWN_KEY = "{entry} has the key {key}, and there are name, url, jobs, services and branch"
NO_NAME = "{entry} has no name: a word of letters, digits, - _ . and /, such as checkout"
NO_URL = "{entry} has no url"
BAD_URL = "the url of {entry} is none that git may ask: https, http, ssh, git, file or a full path"
BAD_JOBS = "the jobs of {entry} are no list of patterns such as team/*"
BAD_SERVICES = "the services of {entry} are no object of names, each with a list of paths"
BAD_BRANCH = "the branch of {entry} is no name of a branch"
TWICE = "two entries have the name {name}"
HOSTS = (
    "GIT_TOKEN would go to {hosts}: keep it for one host, and put the other login into that"
    " repository's url (https://USER:TOKEN@…)."
)

KEYS = {"name", "url", "jobs", "services", "branch"}
MOST = 60  # characters of a name


def repositories(text: str) -> tuple[Repository, ...]:
    """The repositories in the setting's text; ValueError with the fault in words."""
    if not text:
        return ()
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        why = NO_JSON.format(why=error.msg, line=error.lineno, column=error.colno)
        raise ValueError(why) from error
    except RecursionError as error:
        raise ValueError(NO_LIST) from error
    if not isinstance(data, list):
        raise ValueError(NO_LIST)
    made = tuple(_repository(each, ENTRY.format(number=at)) for at, each in enumerate(data, 1))
    names = [each.name.casefold() for each in made]
    for each in made:
        if names.count(each.name.casefold()) > 1:
            raise ValueError(TWICE.format(name=each.name))
    return made


def too_many_hosts(found: tuple[Repository, ...]) -> str:
    """Why one token cannot serve these repositories; empty where it can."""
    remotes = [remote(each.url) for each in found]
    hosts = sorted({r.host for r in remotes if r.scheme in ("http", "https") and not r.token})
    return HOSTS.format(hosts=" and ".join(hosts)) if len(hosts) > 1 else ""


def _repository(data: object, entry: str) -> Repository:
    if not isinstance(data, dict):
        raise ValueError(NO_OBJECT.format(entry=entry))
    name = data.get("name")
    if not isinstance(name, str) or not _is_name(name):
        raise ValueError(NO_NAME.format(entry=entry))
    entry = f"{entry} ({name})"
    for key in data:
        if key not in KEYS:
            raise ValueError(UNKNOWN_KEY.format(entry=entry, key=str(key)[:MOST]))
    return Repository(
        name,
        _url(data.get("url"), entry),
        _words(data.get("jobs", []), BAD_JOBS.format(entry=entry)),
        _services(data.get("services", {}), BAD_SERVICES.format(entry=entry)),
        _branch(data.get("branch", ""), BAD_BRANCH.format(entry=entry)),
    )


def _is_name(name: str) -> bool:
    plain = name.replace("-", "").replace("_", "").replace(".", "").replace("/", "")
    return plain.isalnum() and len(name) <= MOST and name[0].isalnum()


def _url(url: Any, entry: str) -> str:  # noqa: ANN401 - it is JSON
    if not isinstance(url, str) or not url:
        raise ValueError(NO_URL.format(entry=entry))
    try:
        remote(url)
    except ValueError:
        raise ValueError(BAD_URL.format(entry=entry)) from None  # it may hold a password
    return url


def _words(words: Any, fault: str) -> tuple[str, ...]:  # noqa: ANN401 - as above
    if isinstance(words, str):
        words = [words]
    if not isinstance(words, list) or not all(isinstance(w, str) and w for w in words):
        raise ValueError(fault)
    return tuple(words)


def _services(services: Any, fault: str) -> Mapping[str, tuple[str, ...]]:  # noqa: ANN401 - as above
    if not isinstance(services, dict) or not all(services):
        raise ValueError(fault)
    return {name: _words(paths, fault) for name, paths in services.items()}


def _branch(branch: Any, fault: str) -> str:  # noqa: ANN401 - as above
    if branch == "":
        return ""
    try:
        return checked_ref(branch if isinstance(branch, str) else "")
    except NotFoundError:
        raise ValueError(fault) from None
