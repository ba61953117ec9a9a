"""Direct messages to authors who asked for them: a failed build with their commits. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from handlers.kit import Message, Note, Post
from handlers.kit.words import Words
from handlers.watch.hearing import News
from integrations.jenkins import Build

WHY = Words("You get this because a commit of yours is in that build; `/ops notify off` ends it.")


def authors_of(
    build: Build, people: Mapping[str, str], wanting: Collection[str]
) -> tuple[str, ...]:
    """The Slack users who want to hear of their commits and have one in this very build, each once."""
    found = (people.get(commit.email.casefold(), "") for commit in build.commits)
    return tuple(dict.fromkeys(user for user in found if user in wanting))


def direct(news: News, card: Message, authors: Collection[str]) -> tuple[Post, ...]:
    """The card of a failed build as a message to each of its authors."""
    build = news.build
    told = replace(card, parts=(*card.parts, Note(WHY)))
    return tuple(
        Post("", told, f"author:{user}:{build.job}:{build.number}", person=user) for user in authors
    )
