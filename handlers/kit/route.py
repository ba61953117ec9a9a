"""Commands, events and periodic work as data: one declaration, read by everybody.

Slack registration, help, the app manifest, README's table, the page's completion and the
clock are all made from these tables; a command that is declared twice raises.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from handlers.kit.ask import Ask, Event
from handlers.kit.grammar import NOTHING, Arguments, UsageError, bind, nearest, slots, split
from handlers.kit.reply import Reply
from handlers.kit.use import Use
from handlers.kit.words import OR, Words, together
from integrations import Integrations

UNKNOWN = Words("I do not know `{text}`.")
DID_YOU_MEAN = Words(" Did you mean {names}?")
WRONG_USE = Words("{why} Try `/{example}`.")

TWO_QUESTIONS = "two handlers for questions in free words"

Permission = Literal["read", "act"]
Run = Callable[[Ask, Arguments, Use], Awaitable[Reply]]
Answer = Callable[[Ask, Use], Awaitable[Reply]]
Hear = Callable[[Event, Use], Awaitable[Reply]]
Needed = Callable[[Integrations], Awaitable[bool]]
Object = Callable[[Ask, Arguments, Use], Awaitable[str | None]]


@dataclass(frozen=True)
class Route:
    """One command. `path` is `jenkins why`; `permission` is `act` where it changes something.

    `changes` tells which thing of another system it would change (a job by its full name, an alert
    by its rule's name): None where the words name none yet, empty where it is no single one. With
    it, the command's verb is an action that roles grant; without it, it changes the bot's own
    records alone, and every member of the workspace may.

    `resumes` says that it looks for itself, in `use.deed`, how far an interrupted run of it came.
    """

    path: str
    usage: str
    help: str
    example: str
    run: Run
    permission: Permission = "read"
    aliases: tuple[str, ...] = ()
    details: str = ""
    changes: Object | None = None
    resumes: bool = False

    @property
    def root(self) -> str:
        """The first word, which is the slash command: `jenkins`."""
        return self.path.split()[0]

    @property
    def verb(self) -> str:
        """The second word: `why`."""
        return self.path.split()[1]

    @property
    def line(self) -> str:
        """The command as help shows it: `/jenkins why JOB [N]`."""
        return f"/{self.path} {self.usage}".rstrip()


@dataclass(frozen=True)
class Listener:
    """What is done on an event of that name; `every` is the period in seconds of a clock event.

    With `needed` the clock asks first whether there is anything to do: no worker is woken in vain.
    """

    event: str
    hear: Hear
    every: float | None = None
    needed: Needed | None = None


class DuplicateError(Exception):
    """Two declarations claim the same words."""


@dataclass
class Routes:
    """A table of commands and listeners; tables add up, and a duplicate raises."""

    commands: dict[str, Route] = field(default_factory=dict)
    listeners: dict[str, Listener] = field(default_factory=dict)
    answer: Answer | None = None

    def question(self, answer: Answer) -> Answer:
        """Declare who answers questions in free words: one for the whole bot."""
        if self.answer is not None:
            raise DuplicateError(TWO_QUESTIONS)
        self.answer = answer
        return answer

    def command(
        self,
        path: str,
        usage: str = "",
        *,
        example: str,
        permission: Permission = "read",
        aliases: Sequence[str] = (),
        changes: Object | None = None,
        resumes: bool = False,
    ) -> Callable[[Run], Run]:
        """Declare a command; its docstring's first line is its help, the rest its details."""

        def declare(run: Run) -> Run:
            summary, _, details = (run.__doc__ or "").partition("\n")
            if not summary:
                raise ValueError(f"the command {path!r} has no docstring, which is its help")
            words = " ".join(details.split())
            names = tuple(aliases)
            self._add(
                Route(
                    path,
                    usage,
                    Words(summary),
                    example,
                    run,
                    permission,
                    names,
                    Words(words) if words else "",
                    changes,
                    resumes,
                )
            )
            return run

        return declare

    def event(
        self, name: str, *, every: float | None = None, needed: Needed | None = None
    ) -> Callable[[Hear], Hear]:
        """Declare what is done on an event; with `every` the clock sends it, in seconds.

        `needed` says from the store alone whether there is anything to do.
        """

        def declare(hear: Hear) -> Hear:
            if name in self.listeners:
                raise DuplicateError(f"two listeners for the event {name!r}")
            self.listeners[name] = Listener(name, hear, every, needed)
            return hear

        return declare

    def _add(self, route: Route) -> None:
        taken = {word for r in self.of(route.root) for word in (r.verb, *r.aliases)}
        twice = taken & {route.verb, *route.aliases}
        if twice:
            raise DuplicateError(f"/{route.root} {min(twice)} is declared twice")
        slots(route.usage)
        self.commands[route.path] = route

    def of(self, root: str) -> tuple[Route, ...]:
        """The commands of one root word, in the order of their declaration."""
        return tuple(r for r in self.commands.values() if r.root == root)

    def actions(self) -> tuple[str, ...]:
        """What roles can grant: the verbs of the commands that change another system."""
        return tuple(r.verb for r in self.commands.values() if r.changes)

    def roots(self) -> tuple[str, ...]:
        """The root words, each once, in the order of their first command."""
        return tuple(dict.fromkeys(r.root for r in self.commands.values()))

    def __iter__(self) -> Iterator[Route]:
        return iter(self.commands.values())


def joined(*tables: Routes) -> Routes:
    """Several tables as one; raises DuplicateError where they overlap."""
    whole = Routes()
    for table in tables:
        for route in table:
            whole._add(route)
        for listener in table.listeners.values():
            whole.event(listener.event, every=listener.every, needed=listener.needed)(listener.hear)
        if table.answer:
            whole.question(table.answer)
    return whole


def match(
    routes: Routes, text: str, settings: Mapping[str, str] = NOTHING
) -> tuple[Route, Arguments]:
    """The command that `text` names and its arguments; raises UsageError with a sentence.

    `settings` are a form's, which come beside the text and count more than what it says.
    Object and verb may stand in either order: `jenkins checkout why` is `jenkins why checkout`.
    """
    words = split(text)
    route, rest = find(routes, words)
    try:
        return route, bind(route.usage, rest, settings)
    except UsageError as error:
        raise UsageError(WRONG_USE.format(why=error.said, example=route.example)) from None


def find(routes: Routes, words: Sequence[str]) -> tuple[Route, tuple[str, ...]]:
    """The command that the words name, and the words that are left for it."""
    if len(words) > 1:
        for at in (1, 2):
            route = _named(routes, words[0], words[at] if at < len(words) else "")
            if route:
                return route, (*words[1:at], *words[at + 1 :])
    raise UsageError(unknown(routes, words))


def _named(routes: Routes, root: str, verb: str) -> Route | None:
    for route in routes.of(root.lower()):
        if verb.lower() in (route.verb, *route.aliases):
            return route
    return None


def unknown(routes: Routes, words: Sequence[str]) -> str:
    """A sentence for words that name no command, with the nearest ones that do."""
    text = " ".join(words[:2])
    if len(words) > 1 and words[0].lower() in routes.roots():
        of_root = routes.of(words[0].lower())
        near = [f"{words[0].lower()} {v}" for v in nearest(words[1], [r.verb for r in of_root])]
    else:
        verbs = {r.verb: r.path for r in routes}
        near = [verbs[v] for v in nearest(words[0] if words else "", list(verbs))]
    names = together((f"`/{name}`" for name in near), OR)
    return UNKNOWN.format(text=text) + (DID_YOU_MEAN.format(names=names) if near else "")
