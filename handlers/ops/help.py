"""`/ops help`: every command, out of the same table that registers them."""

from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Items,
    Message,
    Mono,
    Note,
    Paragraph,
    Reply,
    Route,
    Routes,
    Text,
    UsageError,
    Use,
    nearest,
)
from handlers.kit.words import OR, Words, together

TITLE = Words("What I can do")
TITLE_TOPIC = "/{topic}"
INTRO = Words("Type a command, or mention me with the same words: `@Pilot jenkins why checkout`.")
DETAILS = Words("`/ops help COMMAND` tells more of one of them.")
EXAMPLE = Words("For example: ")
ALSO = Words("Also: ")
NO_TOPIC = Words("There is no help on `{topic}`.")
DID_YOU_MEAN = Words(" Did you mean {names}?")
TRY = Words("Try it")
MENU = (
    Button(Words("Jobs"), "jenkins list"),
    Button(Words("Run a build"), "jenkins build"),
    Button(Words("Status"), "ops status"),
)
ROOTS = {
    "jenkins": Words("Builds"),
    "prom": Words("Metrics and alerts"),
    "git": Words("Commits"),
    "inc": Words("Incidents"),
    "ops": Words("Pilothouse itself"),
}

routes = Routes()


@routes.command("ops help", "[TOPIC…]", example="ops help jenkins why", aliases=("menu",))
async def help_on(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Show all commands, or tell more of one of them."""
    topic = words.text("TOPIC").lstrip("/").lower()
    return help_message(use.routes, topic)


def help_message(routes: Routes, topic: str = "") -> Message:
    """Help on everything, on a root word, or on a command; UsageError on anything else."""
    if not topic:
        return _everything(routes)
    if topic in routes.roots():
        return Message(TITLE_TOPIC.format(topic=topic), (_list(routes, topic), Note(DETAILS)))
    for route in routes:
        if topic in _names(route):
            return _command(route)
    near = nearest(topic, [*routes.roots(), *(route.path for route in routes)])
    names = together((f"`{name}`" for name in near), OR)
    tail = DID_YOU_MEAN.format(names=names) if near else ""
    raise UsageError(NO_TOPIC.format(topic=topic) + tail)


def _names(route: Route) -> tuple[str, ...]:
    """What people call a command: its verb or an alias, with or without the first word."""
    verbs = (route.verb, *route.aliases)
    return (*verbs, *(f"{route.root} {verb}" for verb in verbs))


def _everything(routes: Routes) -> Message:
    lists = tuple(_list(routes, root) for root in routes.roots())
    return Message(TITLE, (Paragraph(INTRO), *lists, Note(DETAILS)), buttons=MENU)


def _list(routes: Routes, root: str) -> Items:
    rows: tuple[Text, ...] = tuple((Mono(r.line), "  " + r.help) for r in routes.of(root))
    return Items(rows, ROOTS.get(root, root))


def _command(route: Route) -> Message:
    parts: list[Paragraph | Note] = [Paragraph(route.help)]
    if route.details:
        parts.append(Paragraph(route.details))
    parts.append(Paragraph((EXAMPLE, Mono(f"/{route.example}"))))
    if route.aliases:
        parts.append(Note(ALSO + together(f"/{route.root} {a}" for a in route.aliases)))
    harmless = route.permission == "read"
    buttons = (Button(TRY, route.example),) if harmless else ()
    return Message(route.line, tuple(parts), buttons=buttons)
