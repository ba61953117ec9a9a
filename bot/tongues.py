"""In whose language each part of a reply is: of the person who reads it, or of the channel."""

from dataclasses import replace

from bot.chinese import CATALOGUE
from bot.intent import ReplyTo
from handlers.kit import Event, Form, Home, Message, Post, Reply, Talk, Unfurl
from handlers.kit.tongue import of_channel, of_person
from handlers.kit.words import Catalogue, spoken
from integrations.store import Store

CATALOGUES: dict[str, Catalogue] = {"zh": CATALOGUE}  # English needs none


class Tongues:
    """What people and channels chose, and what Slack tells of people."""

    def __init__(self, store: Store, talk: Talk) -> None:
        self._store = store
        self._talk = talk

    async def said(self, to: ReplyTo, reply: Reply) -> Reply:
        """The reply, each part in the language of whoever reads it."""
        if isinstance(reply, tuple):
            return tuple([await self._one(to, each) for each in reply])
        if isinstance(reply, Home):
            return spoken(reply, await self._of_person(reply.person))
        if isinstance(reply, Unfurl):
            return spoken(reply, await self._of_channel(reply.channel))
        if reply is None:
            return None
        private = isinstance(reply, Form) or reply.private
        return spoken(reply, await self._answers_in(to, private=private))

    async def _one(self, to: ReplyTo, each: Message | Post | Event) -> Message | Post | Event:
        match each:
            case Post():
                return await self._post(each)
            case Message():
                return spoken(each, await self._answers_in(to, private=each.private))
            case Event():
                return each

    async def _post(self, post: Post) -> Post:
        if post.person:
            catalogue = await self._of_person(post.person)
        else:
            catalogue = await self._of_channel(post.channel)
        reply = post.reply and spoken(post.reply, catalogue)
        return replace(post, message=spoken(post.message, catalogue), reply=reply)

    async def _answers_in(self, to: ReplyTo, *, private: bool) -> Catalogue:
        """What answers one person is in theirs; a channel that chose a language reads its own."""
        if not (private or to.private) and to.channel:
            chosen = await of_channel(self._store, to.channel, otherwise="")
            if chosen:
                return CATALOGUES.get(chosen, {})
        return await self._of_person(to.user)

    async def _of_channel(self, channel: str) -> Catalogue:
        return CATALOGUES.get(await of_channel(self._store, channel), {})

    async def _of_person(self, user: str) -> Catalogue:
        if not user:
            return {}
        return CATALOGUES.get(await of_person(self._store, self._talk, user), {})
