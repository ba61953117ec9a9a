"""In whose language each part of a reply is: of the person who reads it, or of the channel."""

from dataclasses import replace
from typing import TypeVar

from bot.chinese import catalogue_of
from bot.intent import ReplyTo
from handlers.kit import Event, Form, Home, Message, Post, Reply, Talk, Unfurl
from handlers.kit.message import ENGLISH
from handlers.kit.tongue import of_channel, of_person
from handlers.kit.words import spoken
from integrations.store import Store

Told = TypeVar("Told", Message, Form)


class Tongues:
    """What people and channels chose, and what Slack tells of people."""

    def __init__(self, store: Store, talk: Talk) -> None:
        self._store = store
        self._talk = talk

    async def said(self, to: ReplyTo, reply: Reply) -> Reply:
        """The reply, each part in the language of whoever reads it."""
        match reply:
            case tuple():
                return tuple([await self._one(to, each) for each in reply])
            case Form():
                return _in(await self.answers_in(to, private=True), reply)
            case Message():
                return _in(await self.answers_in(to, private=reply.private), reply)
            case Home():
                language = await of_person(self._store, self._talk, reply.person)
                return spoken(reply, catalogue_of(language))
            case Unfurl():
                language = await of_channel(self._store, reply.channel)
                return spoken(reply, catalogue_of(language))
        return None

    async def _one(self, to: ReplyTo, each: Message | Post | Event) -> Message | Post | Event:
        match each:
            case Post():
                return await self._post(each)
            case Message():
                return _in(await self.answers_in(to, private=each.private), each)
            case Event():
                return each

    async def _post(self, post: Post) -> Post:
        if post.person:
            language = await of_person(self._store, self._talk, post.person)
        else:
            language = await of_channel(self._store, post.channel)
        reply = post.reply and _in(language, post.reply)
        return replace(post, message=_in(language, post.message), reply=reply)

    async def answers_in(self, to: ReplyTo, *, private: bool = False) -> str:
        """The language of an answer (ISO 639).

        What answers one person is in theirs; a channel that chose a language reads its own.
        """
        if not (private or to.private) and to.channel:
            chosen = await of_channel(self._store, to.channel, otherwise="")
            if chosen:
                return chosen
        return await of_person(self._store, self._talk, to.user) if to.user else ENGLISH


def _in(language: str, told: Told) -> Told:
    """A message or a form in a language, which it tells: what is added to it is in the same."""
    return replace(spoken(told, catalogue_of(language)), language=language)
