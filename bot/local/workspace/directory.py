"""People and conversations: who exists, who is where, and Slack's objects for both."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from bot.local.workspace.ids import Ids
from bot.local.workspace.manifest import App
from bot.local.workspace.seed import Person, Seed
from bot.local.workspace.text import Names
from bot.local.workspace.wire import RefusedError

Kind = Literal["channel", "private", "im"]

SLACKBOT = Person("USLACKBOT", "slackbot", "Slackbot", color="#757575", is_bot=True)
BOT_USER, BOT_ID = "U0PILOTBT", "B0PILOTBT"
_BOT_COLOR = "#1f6f6b"
_CREATED = 1_700_000_000


@dataclass(frozen=True)
class Conversation:
    """A channel or a direct message; `user` is the person a direct message with the bot is of."""

    id: str
    name: str
    kind: Kind
    topic: str = ""
    purpose: str = ""
    creator: str = SLACKBOT.id
    created: int = _CREATED
    members: frozenset[str] = field(default=frozenset())
    archived: bool = False
    user: str | None = None

    @property
    def channel_type(self) -> str:
        """The word that message events use for the kind."""
        return {"channel": "channel", "private": "group", "im": "im"}[self.kind]

    @property
    def scope(self) -> str:
        """The family of scopes that guards it: `{family}:history`, `{family}:read`."""
        return {"channel": "channels", "private": "groups", "im": "im"}[self.kind]


class Directory:
    """The people and conversations of one workspace; conversations are replaced, never edited."""

    def __init__(self, seed: Seed, app: App, ids: Ids) -> None:
        self.team = seed.team
        self.bot = Person(
            BOT_USER, app.bot_name.lower().replace(" ", ""), app.bot_name, "member", _BOT_COLOR, "",
            True,
        )  # fmt: skip
        self.people = {p.id: p for p in (*seed.people, self.bot, SLACKBOT)}
        self.groups = {group.id: group for group in seed.groups}
        self.conversations: dict[str, Conversation] = {}
        self._ids = ids
        for channel in seed.channels:
            members = {*channel.members, *({BOT_USER} if channel.with_bot else ())}
            kind: Kind = "private" if channel.private else "channel"
            self.put(
                Conversation(
                    channel.id, channel.name, kind, channel.topic, members=frozenset(members)
                )
            )
        for person in seed.people:
            self.direct(person.id)

    def person(self, user: str) -> Person:
        """The person with that id; user_not_found otherwise."""
        if user not in self.people:
            raise RefusedError("user_not_found")
        return self.people[user]

    def humans(self) -> list[Person]:
        """Everybody who can sit before the page."""
        return [person for person in self.people.values() if not person.is_bot]

    def names(self) -> Names:
        """What `@name` and `#name` stand for today."""
        channels = {c.name: c.id for c in self.conversations.values() if c.kind == "channel"}
        return Names({p.name: p.id for p in self.people.values()}, channels)

    def put(self, conversation: Conversation) -> Conversation:
        """Keeps the conversation in place of the one with the same id."""
        self.conversations[conversation.id] = conversation
        return conversation

    def direct(self, user: str) -> Conversation:
        """The direct message of the bot with that person, made where there is none."""
        for conversation in self.conversations.values():
            if conversation.user == user:
                return conversation
        both = frozenset({user, BOT_USER})
        return self.put(Conversation(self._ids.new("D"), "", "im", members=both, user=user))

    def create(self, name: str, creator: str, now: float, *, private: bool) -> Conversation:
        """A new channel with its creator in it; name_taken where the name exists."""
        if any(c.name == name for c in self.conversations.values() if c.kind != "im"):
            raise RefusedError("name_taken")
        kind: Kind = "private" if private else "channel"
        made = Conversation(self._ids.new("C"), name, kind, creator=creator, created=int(now))
        return self.join(self.put(made), creator)

    def join(self, conversation: Conversation, user: str) -> Conversation:
        """The conversation with that member more."""
        return self.put(replace(conversation, members=conversation.members | {user}))

    def leave(self, conversation: Conversation, user: str) -> Conversation:
        """The conversation with that member less."""
        return self.put(replace(conversation, members=conversation.members - {user}))

    def find(self, reference: str) -> Conversation | None:
        """By id, by `#name` or name, or by a person's id (their direct message)."""
        if reference in self.conversations:
            return self.conversations[reference]
        if reference in self.people and not self.people[reference].is_bot:
            return self.direct(reference)
        name = reference.removeprefix("#")
        found = (c for c in self.conversations.values() if c.kind != "im" and c.name == name)
        return next(found, None)

    def sees(self, user: str, conversation: Conversation) -> bool:
        """Whether that user may look into it: members, and staff into public channels."""
        if user in conversation.members:
            return True
        return conversation.kind == "channel" and self.people[user].role != "guest"

    def audience(self, conversation: Conversation) -> list[str]:
        """The people who may see what happens there."""
        return [p.id for p in self.humans() if self.sees(p.id, conversation)]
