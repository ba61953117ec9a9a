"""`/ops whoami`: what one may do, and why."""

from collections.abc import Iterable, Mapping, Sequence

from handlers.kit import (
    Arguments,
    Ask,
    Bold,
    Items,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Person,
    Reply,
    Routes,
    Text,
    Tone,
    Use,
)
from handlers.kit.authority import ANY, EVERYBODY, Right, Standing
from handlers.kit.people import addresses_of
from handlers.kit.words import AND, COMMA, SPACE, Words, together

TITLE = Words("What you may do")
LOOK = Words(
    "You may look at everything, and keep incidents, subscriptions and notes like everybody here."
)
NO_POLICY = Words(
    "What changes another system (builds, silences) is granted by roles, and none are configured: "
    "nobody may, until whoever runs me sets ROLES."
)
NO_ROLE = Words(
    "You have no role, and what changes another system (builds, silences) is granted by roles."
)
ROLE = Words("{role}, {why}")
BY_NAME = Words("because you are named in it")
BY_ALL = Words("which everybody of this workspace has")
BY_GROUP = Words("because you are in {group}")
EVERYTHING = Words("everything")
ON, IN, HERE = Words(" on "), Words(" in "), Words(" (also in this channel)")
SECOND = Words("; a second person approves ")
UNTOLD = Words("Slack did not say who is in {groups}: roles by that are left out here.")
OWN = Words("Jenkins knows what you do here as {user}: your own token is kept, encrypted.")
BOTS = Words("Jenkins is asked as {user}, my own account; `/ops connect jenkins` makes it yours.")
KNOWN_AS = Words("Commits by {addresses} are known as yours.")
GUEST_LOOK = Words("You may look.")

routes = Routes()


@routes.command("ops whoami", example="ops whoami", aliases=("rights", "me"))
async def whoami(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Show what you may do, why, and as whom other systems know you."""
    standing = await use.authority.standing(ask.user)
    mine = await addresses_of(use.systems.store, ask.user)
    own = await use.systems.vault.name("jenkins", ask.user)
    jenkins = use.systems.jenkins_or_none
    bot = jenkins.user if jenkins else ""
    return told(ask, standing, _identities(own, bot, mine))


def _identities(own: str, bot: str, mine: Sequence[str]) -> tuple[Note, ...]:
    """As whom the others know somebody."""
    made: list[Note] = []
    if own:
        made.append(Note(OWN.format(user=own)))
    elif bot:
        made.append(Note(BOTS.format(user=bot)))
    if mine:
        made.append(Note(KNOWN_AS.format(addresses=together(mine))))
    return tuple(made)


def told(ask: Ask, standing: Standing, identities: Sequence[Note]) -> Message:
    """The message on somebody's standing; only they see it."""
    who = Paragraph((Person(ask.user),))
    if standing.refused:
        parts: tuple[Part, ...] = (who, Paragraph(together((GUEST_LOOK, standing.refused), SPACE)))
        return Message(TITLE, parts, Tone.WARN, private=True)
    return Message(
        TITLE,
        (who, Paragraph(LOOK), *_granted(ask, standing), *_untold(standing), *identities),
        private=True,
    )


def _granted(ask: Ask, standing: Standing) -> Iterable[Part]:
    if not standing.policy:
        return (Paragraph(NO_POLICY),)
    if not standing.rights:
        return (Paragraph(NO_ROLE),)
    roles: dict[tuple[str, str], list[Right]] = {}
    for right in standing.rights:
        roles.setdefault((right.role, right.by), []).append(right)
    return [
        Items(
            tuple(_row(ask, right, standing.names) for right in rights),
            ROLE.format(role=role, why=_why(ask, by, standing.names)),
        )
        for (role, by), rights in roles.items()
    ]


def _why(ask: Ask, by: str, names: Mapping[str, str]) -> str:
    if by == EVERYBODY:
        return BY_ALL
    return BY_NAME if by == ask.user else BY_GROUP.format(group=names.get(by, by))


def _row(ask: Ask, right: Right, names: Mapping[str, str]) -> Text:
    """One grant: what, on what, where, with whom."""
    row: list[str | Bold | Mono] = []
    row += _listed(right.actions, EVERYTHING, Bold)
    row += [ON, *_listed(right.objects, EVERYTHING, Mono)]
    if right.channels:
        where = together(names.get(each, each) for each in right.channels)
        row.append(IN + where + (HERE if ask.channel in right.channels else ""))
    if right.second_person:
        row += [SECOND, *_listed(right.second_person, EVERYTHING, Mono)]
    return tuple(row)


def _listed(
    words: Sequence[str], all_of_them: str, kind: type[Bold] | type[Mono]
) -> list[str | Bold | Mono]:
    """Words with commas between them; a star is a word of its own."""
    made: list[str | Bold | Mono] = []
    for word in words:
        made += [COMMA] if made else []
        made.append(all_of_them if word == ANY else kind(word))
    return made


def _untold(standing: Standing) -> tuple[Note, ...]:
    groups = together((standing.names.get(each, each) for each in standing.untold), AND)
    return (Note(UNTOLD.format(groups=groups)),) if groups else ()
