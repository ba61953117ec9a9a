"""One message and one form that hold a text in every place that a handler can fill."""

from pathlib import Path

from handlers.kit import (
    Bold,
    Button,
    Confirm,
    Facts,
    Field,
    Form,
    Items,
    Lines,
    Message,
    Mono,
    Note,
    Paragraph,
    Picture,
    Table,
    Tone,
)

BUTTON = "jenkins why checkout"


def message(text: str) -> Message:
    """The text as title, sentence, fact, item, log line, note, cell, label and alternative text."""
    spans = ("a ", Bold(text), " b ", Mono(text), text)
    confirm = Confirm(text[:100], text[:300], "Yes")
    return Message(
        text,
        (
            Paragraph(text),
            Paragraph(spans),
            Facts(((text[:200], text), ("label", spans))),
            Items((text, spans), text),
            Lines(((None, text), (7, text)), text),
            Note(text),
            Note(spans),
            Table((text, "b"), ((text, spans),), text),
            Picture(Path("x.png"), text, text, "F0PICTURE"),
        ),
        Tone.BAD,
        buttons=(Button(text, BUTTON, confirm=confirm),),
        summary=text,
    )


def form(text: str) -> Form:
    """The text as title, label, value, choice and hint of a form."""
    fields = (
        Field("a", text, "text", text, hint=text),
        Field("b", text, "choice", text, (text or "x", "y")),
        Field("c", text, "long", text),
    )
    return Form(text or "x", "jenkins build checkout", fields, "Start", message(text), text)
