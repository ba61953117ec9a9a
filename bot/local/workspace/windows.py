"""Windows as they open, change and close before a person's eyes."""

from __future__ import annotations

import json

from bot.local.workspace.content import with_ids
from bot.local.workspace.site import Site
from bot.local.workspace.validation.surfaces import check_view
from bot.local.workspace.wire import Json, invalid


def checked(view: object, kind: str = "modal") -> Json:
    """A view that passed Slack's checks, with its ids; invalid_arguments otherwise."""
    if isinstance(view, str):
        try:
            view = json.loads(view)
        except ValueError:
            raise invalid("must be a valid JSON object [json-pointer:/view]") from None
    check_view(view)
    if not isinstance(view, dict) or view["type"] != kind:
        raise invalid(f"must be a {kind} view [json-pointer:/view/type]")
    given = {key: value for key, value in view.items() if value is not None}
    return {**given, "blocks": with_ids(view["blocks"])}


def open_view(site: Site, user: str, view: Json) -> Json:
    """A new modal."""
    return _shown(site, user, site.views.open(user, view))


def push(site: Site, user: str, view: Json) -> Json:
    """A modal on top of the others."""
    return _shown(site, user, site.views.push(user, view))


def update(site: Site, current: Json, view: Json, expected_hash: str | None = None) -> Json:
    """Another content for a modal."""
    user, _ = site.views.find(current["id"])
    return _shown(site, user, site.views.update(current, view, expected_hash))


def close(site: Site, user: str, view_id: str, *, whole: bool = False) -> list[Json]:
    """Takes a modal and those above it (or all) away; gives what went."""
    gone = site.views.close(user, view_id, whole=whole)
    show(site, user)
    return gone


def publish(site: Site, user: str, view: Json, expected_hash: str | None = None) -> Json:
    """Another App Home."""
    made = site.views.publish(user, view, expected_hash)
    site.live.tell([user], {"type": "home", "view": made})
    return made


def show(site: Site, user: str) -> None:
    """The person's pages get their stack anew."""
    site.live.tell([user], {"type": "view", "views": site.views.stack(user)})


def _shown(site: Site, user: str, view: Json) -> Json:
    show(site, user)
    return view
