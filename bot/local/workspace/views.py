"""Modals and App Home: each person's stack of views, with their versions."""

from __future__ import annotations

from bot.local.workspace.directory import BOT_ID
from bot.local.workspace.ids import Ids
from bot.local.workspace.validation.limits import VIEW_DEPTH
from bot.local.workspace.wire import Json, RefusedError

_DEFAULTS: Json = {
    "callback_id": "",
    "private_metadata": "",
    "external_id": "",
    "submit": None,
    "close": None,
    "clear_on_close": False,
    "notify_on_close": False,
}


class Views:
    """Slack's view objects. A view is replaced, never edited; each replacement has a new hash."""

    def __init__(self, ids: Ids, team_id: str, app_id: str) -> None:
        self._ids = ids
        self._identity = {"team_id": team_id, "app_id": app_id, "bot_id": BOT_ID}
        self._stacks: dict[str, list[Json]] = {}
        self._homes: dict[str, Json] = {}

    def stack(self, user: str) -> list[Json]:
        """The modals that user has open, bottom first."""
        return list(self._stacks.get(user, ()))

    def home(self, user: str) -> Json | None:
        """What the app published to that user's App Home, or None."""
        return self._homes.get(user)

    def open(self, user: str, view: Json) -> Json:
        """A new stack with this view as its root."""
        self._check_external(view)
        self._stacks[user] = []
        return self._place(user, view)

    def push(self, user: str, view: Json) -> Json:
        """The view on top of what is open; push_limit_reached above three."""
        stack = self._stacks.get(user, [])
        if not stack:
            raise RefusedError("view_not_found")
        if len(stack) >= VIEW_DEPTH:
            raise RefusedError("push_limit_reached")
        self._check_external(view)
        return self._place(user, view)

    def find(self, view_id: str = "", external_id: str = "") -> tuple[str, Json]:
        """The owner and the open view; not_found where nobody has it open."""
        for user, stack in self._stacks.items():
            for view in stack:
                if view_id == view["id"] or (external_id and external_id == view["external_id"]):
                    return user, view
        raise RefusedError("not_found")

    def update(self, current: Json, view: Json, expected_hash: str | None = None) -> Json:
        """The view in place of `current`, which keeps its id; hash_conflict on an old hash."""
        if expected_hash and expected_hash != current["hash"]:
            raise RefusedError("hash_conflict")
        user, _ = self.find(current["id"])
        kept = {key: current[key] for key in ("id", "root_view_id", "previous_view_id")}
        made = {**self._made(view), **kept, "state": current["state"]}
        self._swap(user, made)
        return made

    def held(self, user: str, view_id: str) -> Json:
        """The modal or App Home that this user has before them; view_not_found otherwise."""
        home = self._homes.get(user)
        before_them: list[Json] = [*self._stacks.get(user, ()), *([home] if home else [])]
        for view in before_them:
            if view["id"] == view_id:
                return view
        raise RefusedError("view_not_found")

    def fill(self, user: str, view: Json, values: Json) -> Json:
        """The view with what the person has entered so far."""
        filled = {**view, "state": {"values": values}}
        if view["type"] == "home":
            self._homes[user] = filled
        else:
            self._swap(user, filled)
        return filled

    def close(self, user: str, view_id: str, *, whole: bool = False) -> list[Json]:
        """Takes the view, and those above it, or the whole stack away; gives what went."""
        stack = self._stacks.get(user, [])
        index = next((i for i, v in enumerate(stack) if v["id"] == view_id), len(stack))
        index = 0 if whole else index
        gone, self._stacks[user] = stack[index:], stack[:index]
        return gone

    def publish(self, user: str, view: Json, expected_hash: str | None = None) -> Json:
        """The view as that user's App Home; hash_conflict on an old hash."""
        current = self._homes.get(user)
        if expected_hash and (current is None or expected_hash != current["hash"]):
            raise RefusedError("hash_conflict")
        made = self._made(view)
        view_id = current["id"] if current else made["id"]
        self._homes[user] = {**made, "id": view_id, "root_view_id": view_id}
        return self._homes[user]

    def _place(self, user: str, view: Json) -> Json:
        stack = self._stacks.setdefault(user, [])
        made = self._made(view)
        made["root_view_id"] = stack[0]["id"] if stack else made["id"]
        made["previous_view_id"] = stack[-1]["id"] if stack else None
        stack.append(made)
        return made

    def _made(self, view: Json) -> Json:
        view_id = self._ids.new("V")
        fresh: Json = {"id": view_id, "state": {"values": {}}, "hash": self._ids.hash()}
        links = {"root_view_id": view_id, "previous_view_id": None}
        installed = {"app_installed_team_id": self._identity["team_id"]}
        return {**_DEFAULTS, **view, **self._identity, **installed, **fresh, **links}

    def _swap(self, user: str, view: Json) -> None:
        stack = self._stacks[user]
        self._stacks[user] = [view if view["id"] == one["id"] else one for one in stack]

    def _check_external(self, view: Json) -> None:
        wanted = view.get("external_id")
        if wanted and any(v["external_id"] == wanted for s in self._stacks.values() for v in s):
            raise RefusedError("duplicate_external_id")
