"""GitLab's webhooks, which carry the secret itself."""

from collections.abc import Mapping
from typing import Any

from bot.gate import same_secret, single
from bot.hooks.door import Delivery, Hook
from bot.hooks.pushes import addresses, key_of, link, part, pushed, text
from handlers.kit import Event

TOKEN, EVENT = "X-Gitlab-Token", "X-Gitlab-Event"
DELIVERY = ("Idempotency-Key", "X-Gitlab-Event-UUID")  # the first is the same in every retry
ACTIONS = {"open": "opened", "reopen": "reopened", "close": "closed", "merge": "merged"}
URLS = ("git_http_url", "git_ssh_url", "web_url")


def trusted(delivery: Delivery, secret: str) -> bool:
    """Whether the sender knows the secret."""
    return same_secret(single(delivery.headers, TOKEN), secret)


def read(delivery: Delivery) -> tuple[Event, ...] | None:
    """The news in a delivery: none for events of other kinds, None for what is no delivery."""
    payload = delivery.json()
    if not isinstance(payload, Mapping):
        return None
    key = key_of("gitlab", delivery, *DELIVERY)
    project = part(payload, "project")
    name, urls = text(project, "path_with_namespace"), addresses(project, *URLS)
    match delivery.headers.get(EVENT, ""):
        case "Push Hook" | "Tag Push Hook":
            return pushed(payload, name, urls, key)
        case "Merge Request Hook":
            return _merge_request(payload, name, urls, key)
        case _:
            return ()


def _merge_request(
    payload: Mapping[str, Any], name: str, urls: str, key: str
) -> tuple[Event, ...] | None:
    told = part(payload, "object_attributes")
    number = told.get("iid")
    if not isinstance(number, int) or not urls:
        return None
    action = ACTIONS.get(text(told, "action"))
    if action is None:
        return ()
    fields = {
        "repository": name,
        "urls": urls,
        "number": str(number),
        "title": text(told, "title"),
        "action": action,
        "author": text(part(payload, "user"), "name"),
        "branch": text(told, "source_branch"),
        "sha": text(part(told, "last_commit"), "id"),
        "url": link(told, "url"),
    }
    return (Event("git.pull_request", key, fields),)


GITLAB = Hook("gitlab", "GITLAB_HOOK_SECRET", "GitLab", read, trusted)
