"""What was gathered for an answer, whichever kind of question it was."""

from dataclasses import dataclass, field

from handlers.citing import Evidence
from handlers.kit import Button, LinkButton, Part, Tone


@dataclass(frozen=True)
class Gathered:
    """The evidence for a model, and what stands in its place where no model speaks.

    `title` heads the answer; `read` says in words what was read ("12 messages of this thread");
    `facts` are shown without a model; `gaps` are sentences on what could not be had.
    """

    title: str
    read: str
    evidence: tuple[Evidence, ...] = ()
    facts: tuple[Part, ...] = ()
    gaps: tuple[str, ...] = ()
    buttons: tuple[Button | LinkButton, ...] = field(default=())
    tone: Tone = Tone.PLAIN
    nothing: str = ""  # what is said where there is no evidence at all
