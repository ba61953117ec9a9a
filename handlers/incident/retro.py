"""`/inc retro`: a post-mortem to begin with, as a file of Markdown."""

from datetime import UTC, datetime

from handlers.citing import cited_answer
from handlers.incident.findings import Findings, evidence, gather_findings
from handlers.incident.fired import fired
from handlers.incident.lookup import meant
from handlers.incident.picture import picture
from handlers.incident.postmortem import Postmortem
from handlers.incident.prose import prose
from handlers.incident.state import Incident
from handlers.incident.summary import gap_of, guesses, state
from handlers.kit import (
    Arguments,
    Ask,
    Button,
    File,
    Items,
    Message,
    Note,
    Part,
    Person,
    Reply,
    Routes,
    Use,
    counted,
    spans,
)
from handlers.kit.redaction import redact
from handlers.kit.words import Words

TITLE = Words("Retro of {id}: {title}")
TIMELINE = Words("Timeline")
STANDS = Words("In short")
FILE = "{id}-retro.md"
FILE_TITLE = Words("Post-mortem of {id}")
HOLDS = Words(
    "The file holds impact, timeline ({count}), causes, questions and actions: a draft to fill in."
)
STILL_OPEN = Words("The incident is still open: ask again when it is closed.")
QUESTION = (
    "Write the summary of a post-mortem of incident {id} “{title}”: what was wrong, from when to"
    " when, what probably caused it, what ended it. Blame no one."
)
VERBS = ("retro", "postmortem", "post-mortem")

routes = Routes()


@routes.command("inc retro", "[INC]", example="inc retro", aliases=VERBS[1:])
async def retro(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Draft a post-mortem as a file: impact, timeline, causes, questions, actions.

    What is proven stands under facts, what only came before under hypotheses.
    """
    incident = await meant(use, ask, prose(ask.text, VERBS).id, over=True)
    now = datetime.now(UTC)
    found = await gather_findings(use, incident, now, channel=ask.channel)
    told, gap = await fired(use, incident, found.chronology.since, found.chronology.until)
    question = QUESTION.format(id=incident.id, title=incident.title)
    cited = await cited_answer(use, question, evidence(found), private=found.private)
    gaps = (*found.gaps, *([gap] if gap else []))
    draft = Postmortem(found, told, cited.lines, await _names(use, found), now, gaps)
    name = FILE.format(id=incident.id.casefold())
    path = use.scratch / name
    path.write_text(redact(draft.markdown()), encoding="utf-8")
    files = (File(name, path, FILE_TITLE.format(id=incident.id)),)
    count = counted(len(found.entries), "row")
    notes = [HOLDS.format(count=count), *([STILL_OPEN] if incident.open else []), *gaps]
    above, below = (cited.parts, ()) if cited.lines else ((), gap_of(cited))
    parts: tuple[Part, ...] = (
        *above,
        Items(state(incident, now), STANDS),
        *await picture(use, found, now),
        *guesses(found),
        *(Note(words) for words in notes),
        *below,
    )
    title = TITLE.format(id=incident.id, title=incident.title)
    buttons = (Button(TIMELINE, f"inc timeline {incident.id}"),)
    return Message(title, parts, buttons=buttons, files=files, rated=cited.rated)


async def _names(use: Use, found: Findings) -> dict[str, str]:
    """How everybody in it is called."""
    incident: Incident = found.incident
    people = {incident.by, incident.said_by, *incident.roles.values()}
    for entry in found.entries:
        people |= {span.id for span in spans(entry.text) if isinstance(span, Person)}
    return {user: await use.talk.name(user) for user in sorted(people - {""})}
