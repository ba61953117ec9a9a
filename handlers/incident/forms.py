"""The forms about an incident, and what is said where no form can open. Pure."""

from collections.abc import Sequence

from handlers.incident.state import ROLES, SEVERITIES, STATUSES, Incident
from handlers.kit import Button, Field, Form, Message, Mono, Paragraph, Tone
from handlers.kit.words import Words

OTHERWISE = Words("Type it: ")
UPDATE, SEVERITY, STATUS = Words("Update {id}"), Words("Severity of {id}"), Words("Status of {id}")
ROLE, NOTE, CLOSE = Words("A role in {id}"), Words("A note on {id}"), Words("Close {id}")
HOW, HOW_HINT = (
    Words("How things stand"),
    Words("What is known, what is being done, when you will say more"),
)
NOTE_LABEL, NOTE_HINT = (
    Words("What happened"),
    Words("It goes on the incident's timeline with your name"),
)
REASON, REASON_HINT = (
    Words("What ended it"),
    Words("It goes on the card and the timeline; leave it out at will"),
)
GRAVE, WHERE_TO, WHICH_ROLE, WHO = Words("Severity"), Words("Status"), Words("Role"), Words("Who")
SAY, SET, GIVE, ADD, CLOSE_IT = (
    Words("Say it"),
    Words("Set"),
    Words("Give"),
    Words("Add"),
    Words("Close it"),
)
ADD_TO, WHICH, WHICH_ONE = (
    Words("Add to an incident"),
    Words("Incident"),
    Words("To which incident does it belong?"),
)
CHOICE = 75  # characters of one choice
MOST_BUTTONS = 10
GRADES = (
    Words("sev1: everybody is affected"),
    Words("sev2: many are affected"),
    Words("sev3: some are affected"),
    Words("sev4: nobody noticed yet"),
)


def update_form(incident: Incident) -> Form:
    """How things stand, and whether the status moves with it."""
    fields = (
        Field("text", HOW, "long", hint=HOW_HINT, word=True),
        Field("status", WHERE_TO, "choice", incident.status, STATUSES),
    )
    return _form(UPDATE, incident, "update", fields, SAY, example="the fix is rolling out")


def severity_form(incident: Incident) -> Form:
    """How grave it is."""
    now = GRADES[SEVERITIES.index(incident.severity)]
    fields = (Field("severity", GRAVE, "choice", now, GRADES, word=True),)
    buttons = tuple(Button(s, f"inc sev {incident.id} {s}") for s in SEVERITIES)
    return _form(SEVERITY, incident, "sev", fields, SET, example="sev1", buttons=buttons)


def status_form(incident: Incident) -> Form:
    """How far it is."""
    fields = (Field("status", WHERE_TO, "choice", incident.status, STATUSES, word=True),)
    buttons = tuple(Button(s, f"inc status {incident.id} {s}") for s in STATUSES)
    return _form(STATUS, incident, "status", fields, SET, example="monitoring", buttons=buttons)


def role_form(incident: Incident) -> Form:
    """Which role, and whose it is."""
    fields = (
        Field("role", WHICH_ROLE, "choice", ROLES[0], ROLES, word=True),
        Field("who", WHO, "person", word=True),
    )
    return _form(ROLE, incident, "role", fields, GIVE, example="commander me")


def note_form(incident: Incident) -> Form:
    """What happened."""
    fields = (Field("text", NOTE_LABEL, "long", hint=NOTE_HINT, word=True),)
    return _form(NOTE, incident, "note", fields, ADD, example="the cache was cleared")


def close_form(incident: Incident) -> Form:
    """What ended it; without a form one press closes it."""
    fields = (Field("reason", REASON, "long", hint=REASON_HINT, required=False, word=True),)
    sure = Button(CLOSE_IT, f"inc close {incident.id} sure=yes", "primary")
    return _form(
        CLOSE,
        incident,
        "close",
        fields,
        CLOSE_IT,
        example="the deploy was rolled back",
        buttons=(sure,),
        more=" sure=yes",
    )


def _form(
    heading: str,
    incident: Incident,
    verb: str,
    fields: tuple[Field, ...],
    submit: str,
    *,
    example: str,
    buttons: tuple[Button, ...] = (),
    more: str = "",
) -> Form:
    title = heading.format(id=incident.id)
    typed = Paragraph((OTHERWISE, Mono(f"/inc {verb} {incident.id} {example}")))
    otherwise = Message(title, (typed,), Tone.PLAIN, buttons=buttons)
    command = f"inc {verb} {incident.id}{more}"
    return Form(title, command, fields, submit, otherwise, incident.title)


def which_form(incidents: Sequence[Incident], place: str) -> Form:
    """To which incident a message belongs; `place` is where the message stands."""
    choices = tuple(f"{each.id} {each.title}"[:CHOICE] for each in incidents)
    fields = (Field("incident", WHICH, "choice", choices[0], choices, word=True),)
    command = f"inc add message={place}"
    buttons = tuple(Button(each.id, f"inc add {each.id} message={place}") for each in incidents)
    otherwise = Message(ADD_TO, (Paragraph(WHICH_ONE),), buttons=buttons[:MOST_BUTTONS])
    return Form(ADD_TO, command, fields, ADD, otherwise)
