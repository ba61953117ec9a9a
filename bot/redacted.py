"""The choke point: no text of a message or a form leaves before its secrets are out of it. Pure.

A command or an address that holds a secret is left out as a whole: with a mark in it, it would
do something else or lead elsewhere.
"""

from dataclasses import replace

from handlers.kit import (
    Bold,
    Button,
    Confirm,
    Facts,
    Field,
    File,
    Form,
    Home,
    HomeRow,
    HomeSection,
    Items,
    Lines,
    Link,
    LinkButton,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Person,
    Picture,
    Span,
    Table,
    Text,
    plain,
)
from handlers.kit.redaction import redact, redact_lines

Pressable = Button | LinkButton


def redacted(message: Message) -> Message:
    """The message with every secret in its words replaced by a mark that names the kind."""
    return replace(
        message,
        title=redact(message.title),
        summary=redact(message.summary),
        parts=tuple(_part(part) for part in message.parts),
        buttons=_buttons(message.buttons),
        more=_buttons(message.more),
        files=tuple(File(redact(f.name), f.path, redact(f.title)) for f in message.files),
    )


def redacted_form(form: Form) -> Form:
    """The form likewise; a value or a choice that holds a secret is left out."""
    return Form(
        title=redact(form.title),
        command=redact(form.command),
        fields=tuple(_field(field) for field in form.fields),
        submit=redact(form.submit),
        otherwise=redacted(form.otherwise),
        intro=redacted_text(form.intro),
        language=form.language,
    )


def redacted_home(home: Home) -> Home:
    """The page likewise."""
    return replace(
        home,
        title=redact(home.title),
        intro=redacted_text(home.intro),
        buttons=_buttons(home.buttons),
        sections=tuple(_section(section) for section in home.sections),
    )


def _section(section: HomeSection) -> HomeSection:
    rows = tuple(HomeRow(redacted_text(r.text), _buttons(r.buttons)) for r in section.rows)
    return HomeSection(redact(section.heading), rows, redact(section.note))


def _field(field: Field) -> Field:
    """A secret that was typed into its own hidden field stays there: only its owner sees it."""
    hidden = field.kind != "secret" and _holds_secret(f"{field.name}={field.value}")
    return replace(
        field,
        name=redact(field.name),
        label=redact(field.label),
        hint=redact(field.hint),
        value="" if hidden else field.value,
        choices=tuple(choice for choice in field.choices if not _holds_secret(choice)),
    )


def _holds_secret(text: str) -> bool:
    return redact(text) != text


def _buttons(buttons: tuple[Pressable, ...]) -> tuple[Pressable, ...]:
    clean = (_button(button) for button in buttons)
    return tuple(button for button in clean if button is not None)


def _button(button: Pressable) -> Pressable | None:
    does = button.url if isinstance(button, LinkButton) else button.command
    if _holds_secret(does):
        return None
    if isinstance(button, LinkButton):
        return replace(button, label=redact(button.label))
    confirm = _confirm(button.confirm) if button.confirm else None
    return replace(button, label=redact(button.label), confirm=confirm)


def _confirm(confirm: Confirm) -> Confirm:
    return Confirm(
        redact(confirm.title), redact(confirm.text), redact(confirm.yes), redact(confirm.no)
    )


def _part(part: Part) -> Part:
    match part:
        case Paragraph(text) | Note(text):
            return replace(part, text=redacted_text(text))
        case Facts(rows):
            return Facts(tuple((redact(label), redacted_text(value)) for label, value in rows))
        case Items(rows, heading):
            return Items(tuple(redacted_text(row) for row in rows), redact(heading))
        case Lines(rows, heading):
            return Lines(_rows(rows), redact(heading))
        case Table():
            return _table(part)
        case Picture():
            return replace(part, alt=redact(part.alt), title=redact(part.title))


def _rows(rows: tuple[tuple[int | None, str], ...]) -> tuple[tuple[int | None, str], ...]:
    """All rows as one text, so that a key over several is seen; a row may itself hold new lines."""
    lines = iter(redact_lines(line for _, text in rows for line in text.split("\n")))
    return tuple(
        (number, "\n".join(next(lines) for _ in text.split("\n"))) for number, text in rows
    )


def _table(table: Table) -> Table:
    rows = tuple(tuple(redacted_text(cell) for cell in row) for row in table.rows)
    return Table(tuple(redact(name) for name in table.columns), rows, redact(table.heading))


def redacted_text(text: Text) -> Text:
    """A text with every secret in it replaced by a mark."""
    if isinstance(text, str):
        return redact(text)
    clean = tuple(_span(span) for span in text)
    whole = plain(clean)
    # A name and its value may stand in two spans, and only together do they look like a secret.
    return redact(whole) if _holds_secret(whole) else clean


def _span(span: Span) -> Span:
    match span:
        case str():
            return redact(span)
        case Bold(text):
            return Bold(redact(text))
        case Mono(text):
            return Mono(redact(text))
        case Link(label, url):
            return redact(label) if _holds_secret(url) else Link(redact(label), url)
        case Person():
            return span
