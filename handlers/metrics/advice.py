"""What to say where an expression is wrong, or right and without an answer."""

import re
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import east_asian_width

from handlers.chart import metrics_of
from handlers.kit import (
    Button,
    Items,
    Lines,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Text,
    Tone,
    Use,
    nearest,
)
from handlers.kit.words import Words
from handlers.metrics.typed import Typed, command
from integrations.errors import IntegrationError
from integrations.prometheus import BadExpressionError, Position

BAD = Words("Prometheus does not take this expression")
SAYS = Words("Prometheus says: {words}.")
TRY = Words("Try {name}")
MORE = Words(" and {count} more")
EMPTY = Words("Nothing matches this expression")
UNKNOWN = (Words("Prometheus has no metric "), ".")
NEAREST = Words("Did you mean")
KNOWN = Words("The metrics in it exist, but no series matches {when}.")
AT, OVER = Words("at this moment"), Words("in this time")
LABELS = Words("Labels of {metric}")
NO_LIST = Words("Whether the names in it exist could not be looked up: {why}")
RANGE_VECTOR = (
    Words("A time in brackets gives all the values of that time. Put it into a function: "),
    Mono("rate(x_total[5m])"),
    Words(" for a counter, "),
    Mono("avg_over_time(x[5m])"),
    Words(" for a gauge."),
)
FUNCTION = Words("Functions with a name like it: ")
EDIT = Words("Edit")

NEAR = 5  # names offered
MOST_LABELS, MOST_VALUES = 8, 6
LONGEST_LINE = 110  # characters of an expression around the caret
CUT = "…"
_FUNCTION = re.compile(r'unknown function with name "(\w+)"')
FUNCTIONS_TEXT = (
    "abs absent absent_over_time avg avg_over_time bottomk ceil changes clamp clamp_max clamp_min "
    "count count_over_time count_values day_of_month day_of_week delta deriv exp floor group "
    "histogram_quantile holt_winters hour idelta increase irate label_join label_replace "
    "last_over_time ln log10 log2 max max_over_time min min_over_time minute month "
    "predict_linear present_over_time quantile quantile_over_time rate resets round scalar sgn "
    "sort sort_desc sqrt stddev stddev_over_time stdvar sum sum_over_time time timestamp topk "
    "vector year"
)
FUNCTIONS = tuple(FUNCTIONS_TEXT.split())


def bad(asked: Typed, error: BadExpressionError) -> Message:
    """Prometheus's words, and a mark under the place that they name."""
    parts: list[Part] = [Lines(tuple((None, row) for row in marked(asked.expr, error.at)))]
    parts.append(Paragraph(SAYS.format(words=error.words)))
    if "range vector" in error.words or "instant vector" in error.words:
        parts.append(Note(RANGE_VECTOR))
    unknown = _FUNCTION.search(error.words)
    near = nearest(unknown[1], FUNCTIONS) if unknown else ()
    if near:
        parts.append(Note((FUNCTION, *_listed(near))))
    return Message(BAD, tuple(parts), Tone.WARN, buttons=(edit(asked),))


def edit(asked: Typed) -> Button:
    """Opens the form with the expression in it."""
    return Button(EDIT, command(replace(asked, edit=True)))


def marked(expr: str, at: Position | None) -> tuple[str, ...]:
    """The lines of an expression, with a caret below the place; long lines are cut around it."""
    rows: list[str] = []
    for number, line in enumerate(expr.split("\n"), start=1):
        plain = "".join(c if c.isprintable() else " " for c in line)
        if at is None or at.line != number:
            rows.append(_cut(plain, 0)[0])
            continue
        column = min(max(at.column - 1, 0), len(plain))
        shown, moved = _cut(plain, column)
        before = shown[: column + moved]
        rows += [shown, " " * sum(1 + (east_asian_width(c) in "WF") for c in before) + "^"]
    return tuple(rows)


def _cut(line: str, column: int) -> tuple[str, int]:
    """The part of a line around a column, and how far the column moved."""
    if len(line) <= LONGEST_LINE:
        return line, 0
    first = min(max(column - LONGEST_LINE // 2, 0), len(line) - LONGEST_LINE)
    last = first + LONGEST_LINE
    head = CUT if first else ""
    return head + line[first:last] + (CUT if last < len(line) else ""), len(head) - first


def _listed(names: Sequence[str]) -> tuple[Mono | str, ...]:
    return tuple(part for name in names for part in (Mono(name), " "))


async def empty(use: Use, asked: Typed) -> Message:
    """Why there may be no answer: names that Prometheus does not know, labels that do not match."""
    parts: list[Part] = [Lines(tuple((None, row) for row in marked(asked.expr, None)))]
    buttons: list[Button] = []
    try:
        names = await use.systems.prometheus.names()
        unknown = [name for name in metrics_of(asked.expr) if name not in names]
        for name in unknown[:2]:
            near = nearest(name, names, NEAR)
            parts.append(Paragraph((UNKNOWN[0], Mono(name), UNKNOWN[1])))
            parts += [Items(tuple((Mono(each),) for each in near), NEAREST)] if near else []
            buttons += [_instead(asked, name, each) for each in near[:2]]
        if not unknown:
            when = OVER if asked.length or asked.since else AT
            parts.append(Paragraph(KNOWN.format(when=when)))
            parts += [await _labels(use, name) for name in metrics_of(asked.expr)[:1]]
    except IntegrationError as error:
        parts.append(Note(NO_LIST.format(why=error)))
    return Message(EMPTY, tuple(parts), Tone.WARN, buttons=(*buttons, edit(asked)))


def _instead(asked: Typed, name: str, other: str) -> Button:
    expr = re.sub(rf"(?<![\w:]){re.escape(name)}(?![\w:])", other, asked.expr)
    return Button(TRY.format(name=other[:71]), command(replace(asked, expr=expr)))


async def _labels(use: Use, metric: str) -> Items:
    labels = await use.systems.prometheus.labels(metric)
    rows: list[Text] = []
    for name, values in list(labels.items())[:MOST_LABELS]:
        more = MORE.format(count=len(values) - MOST_VALUES) if len(values) > MOST_VALUES else ""
        rows.append((Mono(name), ": " + ", ".join(v[:60] for v in values[:MOST_VALUES]) + more))
    return Items(tuple(rows), LABELS.format(metric=metric))
