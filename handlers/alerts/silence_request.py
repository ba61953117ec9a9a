"""What somebody typed behind `/prom silence`: which alerts, for how long, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.alerts.filters import from_glob, is_matcher, joined, matchers_of, written
from handlers.kit import Field, Form, Message, Mono, Paragraph, UsageError, durations, quote
from handlers.kit.redaction import redact
from handlers.kit.words import Words
from integrations.alertmanager import Matcher

TOO_SHORT = Words("A silence lasts a minute at least, and `{word}` is less.")
TOO_LONG = Words("A silence lasts {most} at most, and `{word}` is more.")
TOO_WIDE = Words(
    "`{words}` would match every alert that lacks these labels: name a label that must be there, "
    "such as `alertname=…`."
)
TITLE, PREVIEW = Words("Silence alerts"), Words("Preview")
ALERT, DURATION, REASON = Words("Which alerts"), Words("For how long"), Words("Why")
ALERT_HINT = Words("A rule's name, or labels: alertname=TooManyErrors service=checkout")
DURATION_HINT = Words("30m, 2h, 1d; 30d at most")
REASON_HINT = Words("Those who are woken later will read it.")
NEXT_SHOWN = Words("You see which alerts match before anything is silenced.")
TYPE_IT = (Words("Type "), Mono("/prom silence ALERT 2h REASON"), Words("."))
LEAST, MOST = timedelta(minutes=1), timedelta(days=30)
USUAL = "2h"
LONGEST = 500  # characters of a reason


@dataclass(frozen=True)
class SilenceRequest:
    """A silence as it was asked for; `span` is None where no duration was given."""

    matchers: tuple[Matcher, ...] = ()
    span: timedelta | None = None
    reason: str = ""

    @property
    def lasts(self) -> timedelta:
        """How long the silence is; no time at all where that was not said."""
        return self.span or timedelta(0)

    @property
    def command(self) -> str:
        """The command that asks for the same."""
        words = ["prom silence", *(quote(each) for each in words_of(self.matchers))]
        words += [durations.written(self.span)] if self.span else []
        words += [quote(self.reason)] if self.span and self.reason else []
        return " ".join(words)


def words_of(matchers: Sequence[Matcher]) -> tuple[str, ...]:
    """Matchers as words that read back as the same."""
    return tuple(written(each) for each in matchers)


def read(words: Sequence[str]) -> SilenceRequest:
    """The request in the words behind the command; UsageError where it is none that can be met."""
    left = [word for word in joined(words) if word.strip() and not word.startswith("sure=")]
    matchers: list[Matcher] = []
    if left and (is_matcher(left[0]) or durations.read(left[0]) is None):
        name, found = matchers_of(left.pop(0))
        matchers += [*([named(name)] if name else []), *found]
    while left and is_matcher(left[0]):
        matchers += matchers_of(left.pop(0))[1]
    span = durations.read(left[0]) if left else None
    if span is not None:
        _check(span, left.pop(0))
    known = tuple(dict.fromkeys(matchers))
    if known and all(each.matches({}) for each in known):
        raise UsageError(TOO_WIDE.format(words=" ".join(words_of(known))))
    return SilenceRequest(known, span, redact(" ".join(left))[:LONGEST])


def named(name: str) -> Matcher:
    """A rule's name as a matcher; `*` and `?` in it stand for anything."""
    is_glob = "*" in name or "?" in name
    return Matcher("alertname", from_glob(name) if is_glob else name, is_glob)


def _check(span: timedelta, word: str) -> None:
    if span < LEAST:
        raise UsageError(TOO_SHORT.format(word=word))
    if span > MOST:
        raise UsageError(TOO_LONG.format(most=durations.lasting(MOST), word=word))


def form(request: SilenceRequest) -> Form:
    """The inputs for what is missing, with what is known filled in."""
    return Form(
        title=TITLE,
        command="prom silence",
        fields=(
            Field(
                "ALERT",
                ALERT,
                "text",
                " ".join(words_of(request.matchers)),
                hint=ALERT_HINT,
                word=True,
            ),
            Field(
                "DURATION",
                DURATION,
                "text",
                durations.written(request.span) if request.span else USUAL,
                hint=DURATION_HINT,
                word=True,
            ),
            Field(
                "REASON",
                REASON,
                "text",
                request.reason,
                hint=REASON_HINT,
                required=False,
                word=True,
            ),
        ),
        submit=PREVIEW,
        otherwise=Message(TITLE, (Paragraph(TYPE_IT),)),
        intro=NEXT_SHOWN,
    )
