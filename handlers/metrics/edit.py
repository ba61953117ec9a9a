"""The form in which an expression is written or changed."""

from handlers.kit import Button, Field, Form, Message, Mono, Paragraph, Tone
from handlers.metrics.typed import NOW, Typed, command

TITLE = "Ask Prometheus"
SUBMIT = "Ask"
EXPR, RANGE, STEP = "Expression", "How far back", "Distance of two points"
EXPR_HINT = "PromQL, such as sum by (service) (rate(http_requests_total[5m]))"
RANGE_HINT = f"`{NOW}` gives the value of this moment, a time gives a chart."
STEP_HINT = "Such as 30s or 5m. Leave it empty and I choose it."
NEEDS = "What should I ask Prometheus?"
NEEDS_TEXT = ("Type ", Mono("/prom q 'EXPR' 1h"), ", or write it into the form.")
OPEN = "Open the form"
CHOICES = (NOW, "15m", "1h", "3h", "6h", "12h", "24h", "2d", "7d", "30d")


def form(asked: Typed) -> Form:
    """The form with what is already there in it."""
    length = asked.length or NOW
    choices = CHOICES if length in CHOICES else (length, *CHOICES)
    return Form(
        title=TITLE,
        command="prom q",
        fields=(
            Field("EXPR", EXPR, "long", asked.expr, hint=EXPR_HINT, word=True),
            Field("RANGE", RANGE, "choice", length, choices, RANGE_HINT, word=True),
            Field("step", STEP, "text", asked.step, hint=STEP_HINT, required=False),
        ),
        submit=SUBMIT,
        otherwise=Message(
            NEEDS,
            (Paragraph(NEEDS_TEXT),),
            Tone.PLAIN,
            buttons=(Button(OPEN, command(Typed(asked.expr, length, edit=bool(asked.expr)))),),
        ),
    )
