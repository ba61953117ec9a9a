"""The form in which an expression is written or changed."""

from handlers.kit import Button, Field, Form, Message, Mono, Paragraph, Tone
from handlers.kit.words import Words
from handlers.metrics.typed import NOW, Typed, command

TITLE = Words("Ask Prometheus")
SUBMIT = Words("Ask")
EXPR, RANGE, STEP = Words("Expression"), Words("How far back"), Words("Distance of two points")
EXPR_HINT = Words("PromQL, such as sum by (service) (rate(http_requests_total[5m]))")
RANGE_HINT = Words("`now` gives the value of this moment, a time gives a chart.")
STEP_HINT = Words("Such as 30s or 5m. Leave it empty and I choose it.")
NEEDS = Words("What should I ask Prometheus?")
NEEDS_TEXT = (Words("Type "), Mono("/prom q 'EXPR' 1h"), Words(", or write it into the form."))
OPEN = Words("Open the form")
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
