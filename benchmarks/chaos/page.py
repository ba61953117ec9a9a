"""What stands on the page: the bot's messages by the mark that each carries."""

import asyncio
import contextlib
import json
import re
from collections.abc import Iterator

from benchmarks.chaos.checker import Found
from bot.local.workspace import Workspace
from bot.local.workspace.directory import BOT_USER
from bot.local.workspace.messages import is_reply
from bot.local.workspace.wire import Json

MARK = re.compile(r"Chaos\d{6}|c\d\d-job-\d{6}|(?:c\d\d-)?lost-\d{6}(?:-\d)?")


def mark_of(channel: str, message: Json, root: Json | None) -> str:
    """What a message of the bot's answers: a question by its thread, a card by the name in it.

    `root` is the message whose thread it is in. A reply to a card is marked as that. Empty for
    what others said.
    """
    if message.get("user") != BOT_USER:
        return ""
    if not is_reply(message):
        found = MARK.search(words_of(message))
        return found[0] if found else ""
    card = mark_of(channel, root, None) if root else ""
    return reply_to(card) if card else f"{channel}/{message['thread_ts']}"


def reply_to(card: str) -> str:
    """The mark of what stands in the thread of a card."""
    return f"{card} in its thread"


def words_of(message: Json) -> str:
    return json.dumps([message.get("text"), message.get("blocks")], ensure_ascii=False)


def everything(workspace: Workspace) -> Iterator[Found]:
    """Every message of the bot's that stands there, in every channel and thread."""
    site = workspace.site
    for channel in site.directory.conversations:
        for message in site.messages.all(channel):
            root = site.messages.get(channel, message.get("thread_ts", ""))
            mark = mark_of(channel, message, root)
            if mark:
                yield Found(mark, float(message["ts"]), words_of(message))


class Watching:
    """The marks that have come so far; `wait` blocks until there are so many."""

    def __init__(self, workspace: Workspace) -> None:
        self._site = workspace.site
        self.seen: set[str] = set()
        self._news = asyncio.Condition()

    async def run(self) -> None:
        """Watch the page as somebody in every channel sees it, until cancelled."""
        people = [person.id for person in self._site.directory.humans()]
        with contextlib.ExitStack() as opened:
            queues = [opened.enter_context(self._site.live.listening(one)) for one in people]
            await asyncio.gather(*(self._drain(queue) for queue in queues))

    async def _drain(self, queue: asyncio.Queue[Json | None]) -> None:
        while (event := await queue.get()) is not None:
            channel, message = str(event.get("channel")), event.get("message") or {}
            root = self._site.messages.get(channel, message.get("thread_ts", ""))
            mark = mark_of(channel, message, root)
            if mark and mark not in self.seen:
                async with self._news:
                    self.seen.add(mark)
                    self._news.notify_all()

    async def until(self, mark: str) -> None:
        """Wait until a message with that mark stands there."""
        async with self._news:
            await self._news.wait_for(lambda: mark in self.seen)
