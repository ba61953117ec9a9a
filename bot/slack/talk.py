"""What was said in Slack, as handlers read it (handlers/kit/talk.py)."""

import asyncio
import re
from collections.abc import Awaitable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.text import unescape
from handlers.kit import Said
from integrations.errors import IntegrationError, NotFoundError, RefusedError, UnavailableError

WHERE = "Slack"
TRY_LATER = "Try again in a minute."
INVITE = "Invite me to the channel with /invite, and check the app's scopes."
# What helps against a refusal that no waiting and no invitation mends, by Slack's word for it.
HINTS = {
    "name_taken": "A channel of that name exists, perhaps an archived one: choose another name.",
    "restricted_action": "The workspace's settings do not let apps do this: ask one of its admins.",
}
MOST = 200  # messages of one thread or channel that are read
MISSING = {"channel_not_found", "thread_not_found", "message_not_found", "user_not_found"}
FORBIDDEN = {"not_in_channel", "missing_scope", "no_permission", "restricted_action", "not_allowed"}
# What a link to a message ends with instead of this; docs.slack.dev, chat.getPermalink.
PLACE = "p{digits}"

MENTIONED = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
AT = re.compile(r"@([UW][A-Z0-9]{5,})\b")
LABEL = re.compile(r"^\*([^*\n]+)\*\n")
BOLD = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])")

Answer = TypeVar("Answer")
Data = Mapping[str, Any]


class SlackTalk:
    """Conversations as the bot may read them, over one client. Names and zones are asked once."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._people: dict[str, Data] = {}

    async def thread(self, channel: str, ts: str) -> tuple[Said, ...]:
        """A thread with its first message, oldest first; the newest MOST of a longer one."""
        asked = "what was said in the thread"
        found: list[Data] = []
        cursor: str | None = None
        while True:
            page = await _told(
                asked,
                self._client.conversations_replies(
                    channel=channel, ts=ts, limit=MOST, cursor=cursor
                ),
            )
            found += page["messages"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                return await self._said(channel, found[-MOST:])

    async def channel(self, channel: str, since: datetime) -> tuple[Said, ...]:
        """What was said in a channel since then, oldest first; the newest MOST of more."""
        page = await _told(
            "what was said in the channel",
            self._client.conversations_history(
                channel=channel, oldest=f"{since.timestamp():.6f}", limit=MOST
            ),
        )
        return await self._said(channel, list(reversed(page["messages"])))

    async def message(self, channel: str, ts: str) -> Said | None:
        """One message, also one inside a thread; None where there is none."""
        try:
            page = await _told(
                "a message",
                self._client.conversations_replies(channel=channel, ts=ts, limit=10),
            )
        except NotFoundError:
            return None
        found = [each for each in page["messages"] if each["ts"] == ts]
        return (await self._said(channel, found))[0] if found else None

    async def link(self, channel: str, ts: str) -> str:
        """The address of a message."""
        answer = await _told(
            "a link to a message", self._client.chat_getPermalink(channel=channel, message_ts=ts)
        )
        return str(answer["permalink"])

    async def zone(self, user: str) -> str:
        """A person's time zone, empty where Slack does not tell."""
        return str((await self._person(user)).get("tz") or "")

    async def language(self, user: str) -> str:
        """The language in which a person uses Slack, "en" where Slack does not tell."""
        locale = str((await self._person(user)).get("locale") or "")  # IETF: zh-CN
        return locale.partition("-")[0].lower() or "en"

    async def name(self, user: str) -> str:
        """How people know a user; the id itself where Slack does not tell."""
        person = await self._person(user)
        profile = person.get("profile") or {}
        names = (profile.get("display_name"), profile.get("real_name"), person.get("name"))
        return next((str(name) for name in names if name), user)

    async def channel_name(self, channel: str) -> str:
        """A channel's name without its #; the id itself where Slack does not say."""
        try:
            told = await _told("a channel's name", self._client.conversations_info(channel=channel))
        except IntegrationError:
            return channel
        return str(told["channel"].get("name") or channel)

    async def is_ours(self, channel: str, ts: str) -> bool:
        """Whether the bot itself wrote that message; no for what cannot be read."""
        try:
            us = await _told("who I am", self._client.auth_test())
            asked = self._client.conversations_replies(channel=channel, ts=ts, limit=1)
            page = await _told("a message", asked)
        except IntegrationError:
            return False
        first: Data = next((m for m in page["messages"] if m["ts"] == ts), {})
        return bool(first.get("bot_id")) and first["bot_id"] == us.get("bot_id")

    async def is_private(self, channel: str) -> bool:
        """Whether what is said there is not for everybody; what Slack does not tell is private."""
        try:
            told = await _told(
                "what kind of channel it is", self._client.conversations_info(channel=channel)
            )
        except IntegrationError:
            return True
        return not told["channel"].get("is_channel") or bool(told["channel"].get("is_private"))

    async def open_channel(self, name: str, people: tuple[str, ...], topic: str) -> str:
        """Make a public channel with these people in it; gives its id."""
        made = await _told(
            f"to make the channel #{name}", self._client.conversations_create(name=name)
        )
        channel = str(made["channel"]["id"])
        if people:
            await _told(
                f"to invite people to #{name}",
                self._client.conversations_invite(channel=channel, users=",".join(people)),
            )
        await _told(
            f"to set the topic of #{name}",
            self._client.conversations_setTopic(channel=channel, topic=topic[:250]),
        )
        return channel

    async def _person(self, user: str) -> Data:
        if user not in self._people:
            try:
                asked = self._client.users_info(user=user, include_locale=True)
                told = await _told("who somebody is", asked)
                self._people[user] = told["user"]
            except IntegrationError:
                self._people[user] = {}
        return self._people[user]

    async def _said(self, channel: str, messages: Sequence[Data]) -> tuple[Said, ...]:
        if not messages:
            return ()
        first = messages[0]["ts"]
        known = await self.link(channel, first)
        people = {str(m["user"]) for m in messages if m.get("user")}
        people |= {id for m in messages for id in MENTIONED.findall(str(m.get("text") or ""))}
        await asyncio.gather(*(self._person(user) for user in people))
        return tuple([await self._one(message, known, first) for message in messages])

    async def _one(self, message: Data, known: str, first: str) -> Said:
        ts, user = str(message["ts"]), str(message.get("user") or "")
        bot = bool(message.get("bot_id"))
        profile = message.get("bot_profile") or {}
        name = str(profile.get("name") or "") if bot else ""
        root = str(message.get("thread_ts") or "")
        return Said(
            ts=ts,
            user="" if bot else user,
            name=name or await self.name(user),
            text=await self._named(words_of(message)),
            link=_placed(known, first, ts),
            when=datetime.fromtimestamp(float(ts), UTC),
            bot=bot,
            thread="" if root == ts else root,
        )

    async def _named(self, text: str) -> str:
        """The text with people's names in the place of their ids."""
        for user in dict.fromkeys(AT.findall(text)):
            text = text.replace(f"@{user}", f"@{await self.name(user)}")
        return text


def _placed(known: str, first: str, ts: str) -> str:
    """The link to a message, made of the link to another one of the same place."""
    digits = PLACE.format(digits=first.replace(".", ""))
    return known.replace(digits, PLACE.format(digits=ts.replace(".", "")))


def words_of(message: Data) -> str:
    """The words of a message: those of its blocks, for a bot's text is only their summary."""
    if message.get("bot_id") and message.get("blocks"):
        return "\n".join(_lines(message["blocks"])).strip()
    return _plain(str(message.get("text") or ""))


def _plain(mrkdwn: str) -> str:
    """Slack's markup as words; a mention keeps the user's id behind its @."""
    return unescape(MENTIONED.sub(r"@\1", mrkdwn))


def _lines(blocks: Sequence[Data]) -> list[str]:
    made: list[str] = []
    for block in blocks:
        if block.get("type") in ("actions", "context_actions", "divider"):
            continue
        words = _texts(block).strip()
        if words:
            made.append(words)
    return made


def _texts(node: object) -> str:
    """All words under a node of Block Kit, in their order."""
    if isinstance(node, list):
        return "".join(_texts(each) for each in node)
    if not isinstance(node, dict):
        return ""
    text = node.get("text")
    if isinstance(text, str):
        return _field(text) if node.get("type") == "mrkdwn" else text
    if node.get("type") == "user":
        return f"@{node.get('user_id', '')}"
    if node.get("type") == "section" and node.get("fields"):
        return "\n".join(_texts(field) for field in node["fields"]) + "\n"
    inner = "".join(_texts(value) for value in node.values() if isinstance(value, dict | list))
    ends = ("rich_text_section", "rich_text_preformatted", "section", "context", "header")
    return inner + "\n" if node.get("type") in ends else inner


def _field(mrkdwn: str) -> str:
    """Mrkdwn that we wrote ourselves: `*Status*` above its value is `Status: value`."""
    return _plain(BOLD.sub(r"\1", LABEL.sub(r"\1: ", mrkdwn)))


async def _told(asked: str, call: Awaitable[Answer]) -> Answer:
    """Slack's answer, or the IntegrationError that says what it refused."""
    try:
        return await call
    except SlackApiError as error:
        word = str(error.response.get("error", "")) if hasattr(error.response, "get") else ""
        said = word or f"HTTP {getattr(error.response, 'status_code', '?')}"
        if word in MISSING:
            raise NotFoundError(asked, WHERE, said, INVITE) from error
        if word in FORBIDDEN:
            raise RefusedError(asked, WHERE, said, HINTS.get(word, INVITE)) from error
        if word in HINTS:
            raise IntegrationError(asked, WHERE, said, HINTS[word]) from error
        raise UnavailableError(asked, WHERE, said, TRY_LATER) from error
    except (aiohttp.ClientError, TimeoutError) as error:
        name = str(error) or type(error).__name__
        raise UnavailableError(asked, WHERE, f"no whole answer ({name})", TRY_LATER) from error
