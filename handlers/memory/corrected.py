"""What people say of a failure, kept with their names; and the note to them when it was first of use."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from handlers.explain.plain import one_line
from handlers.kit import Message, Mono, Paragraph, Post, Use
from handlers.kit.words import Words
from handlers.memory import storage
from handlers.memory.count import told, without
from handlers.memory.failure import Failure, Kind, Said
from handlers.memory.recall import Recall
from integrations.errors import IntegrationError

USED = Words("What you said was of use")
USED_TEXT = Words(" failed the way you know: its answer says, in your name: ")
LONGEST = 500  # characters of what somebody says
KINDS: tuple[Kind, ...] = ("cause", "line", "fix")


async def say(
    use: Use, id: str, by: str, job: str, words: Mapping[Kind, str], *, link: str = ""
) -> Failure | None:
    """Keep what a person says of a failure, of a job in it; an empty word takes back what was said.

    Gives the failure as it is known now, None where it is not known any more.
    """
    when = datetime.now(UTC).isoformat()
    said = [
        Said(kind, one_line(text, LONGEST), by, when, job, link) for kind, text in words.items()
    ]

    def how(failure: Failure) -> Failure:
        for each in said:
            failure = told(failure, each)
        return failure

    return await storage.changed(use.systems.store, id, how)


async def withdraw(use: Use, id: str, cause: str) -> None:
    """Show a model's words with this cause no more: somebody called them wrong."""
    await storage.changed(use.systems.store, id, lambda failure: without(failure, cause))


async def first_use(use: Use, known: Recall | None, asker: str = "") -> tuple[Post, ...]:
    """The direct messages to people whose words this answer tells for the first time.

    It is of use in a build that ended after it was said, and in an answer to somebody else. The same
    ask or news gives the same messages again.
    """
    if known is None:
        return ()
    posts: list[Post] = []
    for kind in KINDS:
        said = known.failure.heard(kind, known.job)
        if said is None or said.by == asker or said.when > known.when:
            continue
        if await _claimed(use, known.failure, said):
            posts.append(_post(known, said))
    return tuple(posts)


async def _claimed(use: Use, failure: Failure, said: Said) -> bool:
    """Whether this ask or news is the one whose answer first tells it."""

    def claim(now: Failure) -> Failure:
        marked = replace(said, used=use.deed.id)
        return replace(now, said=tuple(marked if each == said else each for each in now.said))

    if said.used:
        return said.used == use.deed.id
    try:
        after = await storage.changed(use.systems.store, failure.id, claim)
    except IntegrationError:
        return False
    return after is not None and any(
        each.used == use.deed.id and each.text == said.text for each in after.said
    )


def _post(known: Recall, said: Said) -> Post:
    words = (Mono(known.build), USED_TEXT, said.text)
    name = f"memory:{known.failure.id}:{said.kind}:{said.when}"
    return Post("", Message(USED, (Paragraph(words),)), name, person=said.by)
