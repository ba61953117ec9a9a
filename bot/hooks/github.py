"""GitHub's webhooks, signed over their raw bytes."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from bot.gate import same_secret, single
from bot.hooks.door import Delivery, Hook
from bot.hooks.pushes import addresses, key_of, link, part, pushed, text
from handlers.kit import Event

SIGNATURE, EVENT = "X-Hub-Signature-256", "X-GitHub-Event"
ACTIONS = ("opened", "reopened", "closed")  # of a pull request; a closed one may be merged
URLS = ("clone_url", "ssh_url", "html_url", "git_url")


def signed(delivery: Delivery, secret: str) -> bool:
    """Whether the signature belongs to these bytes and this secret."""
    expected = hmac.new(secret.encode(), delivery.body, hashlib.sha256).hexdigest()
    return same_secret(single(delivery.headers, SIGNATURE), f"sha256={expected}")


def read(delivery: Delivery) -> tuple[Event, ...] | None:
    """The news in a delivery: none for events of other kinds, None for what is no delivery."""
    payload = _payload(delivery)
    if not isinstance(payload, Mapping):
        return None
    key = key_of("github", delivery)  # by what is signed: the name of a delivery is not
    repository = part(payload, "repository")
    name, urls = text(repository, "full_name"), addresses(repository, *URLS)
    match delivery.headers.get(EVENT, ""):
        case "push":
            return pushed(payload, name, urls, key)
        case "pull_request":
            return _pull_request(payload, name, urls, key)
        case _:
            return ()


def _payload(delivery: Delivery) -> Any:  # noqa: ANN401 - anything may arrive
    """The body, which a webhook set to "form" sends as the field `payload`."""
    if not delivery.body.startswith(b"payload="):
        return delivery.json()
    try:
        return json.loads(parse_qs(delivery.body.decode())["payload"][0])
    except (ValueError, RecursionError, LookupError):
        return None


def _pull_request(
    payload: Mapping[str, Any], name: str, urls: str, key: str
) -> tuple[Event, ...] | None:
    pull, number = part(payload, "pull_request"), payload.get("number")
    action = text(payload, "action")
    if not pull or not isinstance(number, int) or not urls:
        return None
    if action not in ACTIONS:
        return ()
    fields = {
        "repository": name,
        "urls": urls,
        "number": str(number),
        "title": text(pull, "title"),
        "action": "merged" if action == "closed" and pull.get("merged") is True else action,
        "author": text(part(pull, "user"), "login"),
        "branch": text(part(pull, "head"), "ref"),
        "sha": text(part(pull, "head"), "sha"),
        "url": link(pull, "html_url"),
    }
    return (Event("git.pull_request", key, fields),)


GITHUB = Hook("github", "GITHUB_HOOK_SECRET", "GitHub", read, signed)
