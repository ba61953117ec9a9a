"""What a person says of a failure: its cause, its decisive line, what helped; by a form or typed."""

from collections.abc import Mapping

from handlers.kit import Ask, Field, Form, Message, Note, Paragraph, Tone, Use, quote
from handlers.kit.words import Words
from handlers.known.find import NO_SUCH
from handlers.memory import Failure, say
from handlers.memory.corrected import KINDS
from handlers.memory.failure import Kind
from integrations.errors import IntegrationError

TITLE, SUBMIT = Words("What was it?"), Words("Keep")
INTRO = Words(
    "Shown with your name whenever this failure comes back in jobs of the same folder, without secrets."
    " An empty field takes back what was said."
)
CAUSE, LINE, FIX = (
    Words("The cause"),
    Words("The decisive line of the log"),
    Words("What helped"),
)
CAUSE_HINT = Words("One or two sentences. The engine reads: {cause}")
LINE_HINT = Words("As it stands in the log; numbers and times may differ.")
DONE = Words("That is kept")
CHANGED = Words(
    "From now on, whenever failure {id} comes back, its answer says so in your name. I tell you when it"
    " is first of use."
)
TYPE_IT = Words('You may type it: `/jenkins known {id} edit "cause=…" "fix=…"`.')
HINT = 140  # characters of a cause in a hint


async def edit(ask: Ask, use: Use, failure: Failure, given: Mapping[str, str]) -> Message | Form:
    """Keep what was filled in or typed; without anything a form asks for it."""
    job = given.get("job") or (failure.jobs[0] if failure.jobs else "")
    words: dict[Kind, str] = {kind: given[kind].strip() for kind in KINDS if kind in given}
    if not words:
        return form(failure, job)
    kept = await say(use, failure.id, ask.user, job, words, link=await _thread(ask, use))
    if kept is None:
        return Message(NO_SUCH.format(id=failure.id[:8]), tone=Tone.WARN)
    told = Paragraph(CHANGED.format(id=failure.id[:8]))
    return Message(DONE, (told,), Tone.GOOD, private=True)


async def _thread(ask: Ask, use: Use) -> str:
    """The address of the thread in which it was said, where everybody may read it."""
    if not ask.thread:
        return ""
    try:
        if await use.talk.is_private(ask.channel):
            return ""
        return await use.talk.link(ask.channel, ask.thread)
    except IntegrationError:
        return ""


def form(failure: Failure, job: str) -> Form:
    """The form with what was last said in the folder of the job."""
    said = {kind: failure.heard(kind, job) for kind in KINDS}
    now = {kind: each.text if each else "" for kind, each in said.items()}
    hint = CAUSE_HINT.format(cause=failure.cause[:HINT])
    return Form(
        TITLE,
        f"jenkins known {failure.id} edit job={quote(job)}",
        (
            Field("cause", CAUSE, "long", now["cause"], hint=hint, required=False),
            Field("line", LINE, "text", now["line"], hint=LINE_HINT, required=False),
            Field("fix", FIX, "long", now["fix"], required=False),
        ),
        SUBMIT,
        Message(TITLE, (Paragraph(INTRO), Note(TYPE_IT.format(id=failure.id[:8])))),
        INTRO,
    )
