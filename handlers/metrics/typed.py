"""What somebody typed behind `/prom q`: an expression, how far back, and how fine.

PromQL has quotes of its own and people leave out the outer ones, so the text is read here as it
was typed, and not word by word.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from handlers.kit import UsageError, durations, quote
from handlers.kit.grammar import split
from handlers.kit.words import Words
from handlers.kit.zones import zone_named

NOW = "now"
TOO_LONG = Words("I look back {most} at most, and `{word}` is more.")
NO_TIME = Words("`{word}` is no length of time: try `30m`, `6h` or `2d`.")
NO_MOMENT = Words("`{word}` is no moment: try `since 10:00` or `since 2026-11-22T10:00`.")
NOT_YET = Words("`{word}` lies ahead.")
DAYS = Words("{count} days")
LONGEST = timedelta(days=366)

_LENGTH = r"(?:\d{1,9}(?:ms|[smhdwy]))+"
_MOMENT = r"(?:\d{4}-\d\d-\d\d[T ])?\d{1,2}:\d\d(?::\d\d)?Z?|\d{4}-\d\d-\d\d"
_TAIL = re.compile(
    rf"(?:^|\s+)(?:(?:for\s+|last\s+)?(?P<length>{_LENGTH}|{NOW})|since\s+(?P<since>{_MOMENT})"
    rf"|step=(?P<step>\S+)|(?P<edit>edit=yes)|(?P<empty>\"\"|''))$",
    re.IGNORECASE,
)
_SHIFTED = re.compile(r"(?:\boffset\s+-?|@\s*)$", re.IGNORECASE)
_KINDS = ('"“”„', "'‘’", "`")
_CURLY = str.maketrans({c: kind[0] for kind in _KINDS for c in kind})


@dataclass(frozen=True)
class Typed:
    """An expression; `length` and `since` say how far back as they were typed, `step` how fine."""

    expr: str = ""
    length: str = ""
    since: str = ""
    step: str = ""
    edit: bool = False


def typed(text: str) -> Typed:
    """Read what stands behind the command; any text at all is read."""
    found: dict[str, str] = {}
    rest = text.strip()
    while match := _TAIL.search(rest):
        kind = match.lastgroup or ""
        head = rest[: match.start()]
        if kind in found or (kind == "length" and _SHIFTED.search(head + " ")):
            break
        found[kind] = match[kind]
        rest = head.rstrip()
    length = found.get("length", "").lower()
    return Typed(
        expr=_unquoted(rest),
        length="" if length == NOW else length,
        since=found.get("since", ""),
        step=found.get("step", ""),
        edit="edit" in found,
    )


def _unquoted(text: str) -> str:
    """The expression within the quotes that hold it, if any do; its own quotes made straight."""
    kind = next((k for k in _KINDS if text[:1] and text[0] in k), "")
    words = split(text)
    if len(words) == 1 and quote(words[0]) == text:
        return words[0].translate(_CURLY).strip()  # as our own buttons and forms write it
    if kind and len(text) > 1 and text[-1] in kind:
        text = text[1:-1]
    return text.translate(_CURLY).strip()


def command(asked: Typed, path: str = "prom q") -> str:
    """The command that asks the same again, for buttons."""
    words = [path, _held(asked.expr)]
    words += [f"since {asked.since}"] if asked.since else [asked.length] if asked.length else []
    words += [f"step={asked.step}"] if asked.step else []
    words += ["edit=yes"] if asked.edit else []
    return " ".join(word for word in words if word)


def _held(expr: str) -> str:
    double, single, _ = _KINDS
    if not expr:
        return ""
    if not any(c in single for c in expr):
        return f"'{expr}'"
    return f'"{expr}"' if not any(c in double for c in expr) else quote(expr)


def length_of(word: str) -> timedelta:
    """`90s`, `1h30m`, `2d` as a time; UsageError with a sentence for anything else."""
    length = durations.read(word, durations.ALL)
    if length is None or length < timedelta(seconds=1):
        raise UsageError(NO_TIME.format(word=word))
    if length > LONGEST:
        raise UsageError(TOO_LONG.format(most=DAYS.format(count=LONGEST.days), word=word))
    return length


def moment_of(word: str, now: datetime, zone: str = "") -> datetime:
    """`10:00` (the last time that the clock showed it) or a date and time, in a person's zone."""
    own = UTC if word.upper().endswith("Z") else zone_named(zone) or UTC
    here = now.astimezone(own)
    bare = word.upper().removesuffix("Z").replace(" ", "T")
    try:
        if "-" in bare:
            found = datetime.fromisoformat(_padded(bare)).replace(tzinfo=own)
        else:
            clock = datetime.strptime(bare, "%H:%M:%S" if bare.count(":") > 1 else "%H:%M")  # noqa: DTZ007 - only its clock is read
            found = here.replace(
                hour=clock.hour, minute=clock.minute, second=clock.second, microsecond=0
            )
            found = found if found <= here else (found - timedelta(days=1))
    except ValueError:
        raise UsageError(NO_MOMENT.format(word=word)) from None
    if found >= now:
        raise UsageError(NOT_YET.format(word=word))
    if now - found > LONGEST:
        raise UsageError(TOO_LONG.format(most=DAYS.format(count=LONGEST.days), word=word))
    return found.astimezone(UTC)


def _padded(iso: str) -> str:
    """`2026-11-22T9:00` with the nought that the standard wants."""
    day, t, clock = iso.partition("T")
    return f"{day}T{clock.zfill(5 if clock.count(':') == 1 else 8)}" if t else day
