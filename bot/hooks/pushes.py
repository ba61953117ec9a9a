"""What GitHub's and GitLab's webhooks have in common: pushes and pull requests as bounded events."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.hooks.door import Delivery
from handlers.kit import Event

MOST_COMMITS = 20  # of one push, the newest; the mirror knows the others
LONGEST = 250  # characters of a title, a name, a branch

_ID = re.compile(r"[\w-]{1,100}", re.ASCII)
_URL = re.compile(r"https?://[^\s<>|\"\ud800-\udfff]{1,500}")
_ADDRESS = re.compile(r"[^\s<>|\"\ud800-\udfff]{1,500}")
_SHA = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def key_of(source: str, delivery: Delivery, *headers: str) -> str:
    """The same for every delivery of the same news: the sender's own name for it, or its content."""
    for name in headers:
        if _ID.fullmatch(given := delivery.headers.get(name, "")):
            return f"{source}:{given}"
    return f"{source}:{hashlib.sha256(delivery.body).hexdigest()[:40]}"


def part(data: object, name: str) -> Mapping[str, Any]:
    """An object inside an object; an empty one where it is none."""
    found = data.get(name) if isinstance(data, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def text(data: Mapping[str, Any], name: str, most: int = LONGEST) -> str:
    """A text in an object, on one line, cut at its length; empty where it is none."""
    found = data.get(name)
    if not isinstance(found, str):
        return ""
    return " ".join(_whole(found.partition("\n")[0]).split())[:most]


def _whole(words: str) -> str:
    """Words without halves of characters, which no store, no redaction and no git can take."""
    return words.encode("utf-8", "replace").decode()


def link(data: Mapping[str, Any], name: str) -> str:
    """An address that a person may be led to; empty for anything else."""
    found = data.get(name)
    return found if isinstance(found, str) and _URL.fullmatch(found) else ""


def addresses(data: Mapping[str, Any], *names: str) -> str:
    """The addresses of a repository that are there, with blanks between."""
    found = (data.get(name) for name in names)
    return " ".join(url for url in found if isinstance(url, str) and _ADDRESS.fullmatch(url))


def pushed(
    payload: Mapping[str, Any], repository: str, urls: str, key: str
) -> tuple[Event, ...] | None:
    """The news of a push; None where it is none."""
    ref, before, after = (text(payload, name) for name in ("ref", "before", "after"))
    commits = payload.get("commits", [])
    right = ref.startswith("refs/") and _SHA.fullmatch(before) and _SHA.fullmatch(after)
    if not right or not urls or not isinstance(commits, list):
        return None
    fields = {
        "repository": repository,
        "urls": urls,
        "ref": ref,
        "before": before,
        "after": after,
        "commits": json.dumps(_commits(commits)),
    }
    return (Event("git.pushed", key, fields),)


def _commits(commits: Sequence[object]) -> list[dict[str, str]]:
    newest = [each for each in commits if isinstance(each, Mapping)][-MOST_COMMITS:]
    return [
        {
            "sha": sha,
            "author": text(part(each, "author"), "name"),
            "email": text(part(each, "author"), "email"),
            "when": text(each, "timestamp"),
            "subject": text(each, "message"),
        }
        for each in newest
        if _SHA.fullmatch(sha := text(each, "id"))
    ]
