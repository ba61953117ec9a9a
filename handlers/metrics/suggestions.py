"""Queries that make sense for a metric by its kind, for those who need not write them."""

from handlers.chart import unit_of
from handlers.kit import Button, Items, Message, Mono, Note, Paragraph, Part, Text, Tone
from handlers.kit.words import COLON, Words, together
from handlers.metrics.catalogue import Known
from handlers.metrics.typed import Typed, command

TITLE = Words("Metrics near your question")
NONE = Words("No metric is near your question")
NONE_TEXT = (
    Words("No metric's name or help text shares a word with it. "),
    Mono("/prom q"),
    Words(" takes any expression."),
)
NO_MODEL = Words(
    "No model is configured, so nobody can write a query from words here; these are ready."
)
PER_SECOND, AS_IT_IS = Words("per second"), Words("as it is")
AVERAGE, HIGHEST, WRITE = Words("average"), Words("highest"), Words("Write a query")
LABEL = 73  # characters of a button, without its colon
EACH = 3  # metrics whose queries become buttons
LISTED = 8  # metrics in the list
SPAN = "6h"
LONGEST_HELP = 160


def queries(metric: Known) -> tuple[tuple[str, str], ...]:
    """Labels and expressions: a counter's rate, a histogram's p99, a gauge's mean and peak."""
    name = metric.name
    by = "service" if metric.labels and "service" in metric.labels else ""
    clause = f" by ({by})" if by else ""
    if metric.kind == "counter":
        return ((PER_SECOND, f"sum{clause} (rate({name}[5m]))"),)
    if metric.kind == "histogram":
        over = f"le, {by}" if by else "le"
        p99 = f"histogram_quantile(0.99, sum by ({over}) (rate({name}_bucket[5m])))"
        return (("p99", p99), (PER_SECOND, f"sum{clause} (rate({name}_count[5m]))"))
    if metric.kind == "summary":
        return ((AS_IT_IS, name), (PER_SECOND, f"sum{clause} (rate({name}_count[5m]))"))
    return ((AVERAGE, f"avg{clause} ({name})"), (HIGHEST, f"max{clause} ({name})"))


def offer(metrics: tuple[Known, ...], why: str) -> Message:
    """The nearest metrics with their help, queries on buttons, and why there is no more."""
    if not metrics:
        button = Button(WRITE, "prom q")
        return Message(NONE, (Paragraph(NONE_TEXT), Note(why)), Tone.WARN, buttons=(button,))
    rows: tuple[Text, ...] = tuple(_row(each) for each in metrics[:LISTED])
    parts: list[Part] = [Items(rows), Note(why)]
    buttons = tuple(
        Button(_label(each.name, label), command(Typed(expr, SPAN)))
        for each in metrics[:EACH]
        for label, expr in queries(each)
    )
    return Message(TITLE, tuple(parts), buttons=buttons)


def _label(name: str, what: str) -> Words:
    """A metric and what is asked of it; of a long name the end is kept."""
    return together((name[-(LABEL - len(what)) :], what), COLON)


def _row(metric: Known) -> Text:
    unit = unit_of(metric.name)
    told = f" · {metric.kind}" + (f", {unit}" if unit else "")
    return (Mono(metric.name), told + (f" · {metric.help[:LONGEST_HELP]}" if metric.help else ""))
