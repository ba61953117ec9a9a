"""`/prom ask`: a question in words, answered by a query that Prometheus has taken."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from handlers.chart import Mark, metrics_of
from handlers.explain.plain import prose
from handlers.kit import (
    Arguments,
    Ask,
    Lines,
    Message,
    Note,
    Paragraph,
    Part,
    Reply,
    Routes,
    Tone,
    UsageError,
    Use,
    nearest,
)
from handlers.kit.outside import asked_of, came_back
from handlers.kit.taken import taken_out
from handlers.kit.words import Words, together
from handlers.metrics import prompt, suggestions
from handlers.metrics.advice import edit, marked
from handlers.metrics.catalogue import Known, known, labelled, nearest_of
from handlers.metrics.deploys import last_deploy
from handlers.metrics.query import answer
from handlers.metrics.rated import kept
from handlers.metrics.typed import Typed, length_of
from integrations.errors import IntegrationError
from integrations.prometheus import BadExpressionError, Matrix

NO_ANSWER = Words("{where} gave {came_back}, so nobody wrote a query; these are ready.")
INVENTED = Words("There is no metric {names}.")
NEAR = Words(" The nearest names: {names}.")
RANGE_VECTOR = Words("It is a range vector; put it into rate() or avg_over_time().")
TOO_LONG = Words("It is too long.")
MISSING = Words("There is no metric for that, the model says")
NO_SENTENCE = Words("It gave no reason.")
GIVEN_UP = Words("No query was found that Prometheus takes")
LAST_TRY = Words("The last try")
REFUSED = Words("It was refused: {why}")
WROTE = Words(
    "The model wrote this query from your words, and Prometheus answered it. Check that it asks what you meant."
)
WRITES, MENDS = Words("writes a query"), Words("mends the query")
DEPLOY = "deploy {job}"

ATTEMPTS = 3  # the first one, and two after a refusal
LONGEST_QUERY = 1500  # characters
LONGEST_MEANING = 300
OFFERED = 8  # metrics without a model
FALLBACK = ""  # no range: the present

routes = Routes()


@dataclass(frozen=True)
class Tried:
    """A query of the model's, and why it was refused; an empty reason is a good query."""

    asked: Typed
    means: str
    why: str
    taken: str = ""  # how many secrets were taken out of what the model read


@routes.command(
    "prom ask", "QUESTION…", example='prom ask "error ratio of checkout since the last deploy"'
)
async def ask_in_words(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Ask for a metric in your own words; the query is shown and can be changed.

    A model writes the query from the metrics that exist, and Prometheus tries it before you see
    it. Without a model you get the nearest metrics and queries that are ready.
    """
    question = words.text("QUESTION")
    prometheus = use.systems.prometheus
    every = await known(prometheus)
    if use.systems.model is None:
        return await _offer(use, question, every, suggestions.NO_MODEL)
    now = datetime.now(UTC)
    near = nearest_of(question, every, prompt.MOST_METRICS, fill=True)
    near = await labelled(prometheus, near)
    deploy = await last_deploy(use) if "deploy" in question.casefold() else None
    try:
        tried = await _written(use, question, near, now=now, deploy=deploy)
    except IntegrationError as error:
        why = NO_ANSWER.format(where=asked_of(error), came_back=came_back(error))
        return await _offer(use, question, every, why)
    last = tried[-1]
    if not last.asked.expr:
        return _missing(last, near)
    if last.why:
        return _given_up(last)
    marks = (Mark(deploy[1], DEPLOY.format(job=deploy[0])),) if deploy else ()
    made = await answer(ask, use, last.asked, title=last.means, marks=marks)
    id = await kept(use, ask, question, near, last.asked.expr)
    return replace(_told(last, made), rated=id)


async def _offer(use: Use, question: str, every: tuple[Known, ...], why: str) -> Message:
    near = nearest_of(question, every, OFFERED)
    return suggestions.offer(await labelled(use.systems.prometheus, near), why)


async def _written(
    use: Use,
    question: str,
    near: tuple[Known, ...],
    *,
    now: datetime,
    deploy: tuple[str, datetime] | None,
) -> list[Tried]:
    """The model's queries until one is taken; the last one is it, or the last that was refused."""
    model = use.systems.model
    assert model is not None
    names = await use.systems.prometheus.names()
    tried: list[Tried] = []
    for _ in range(ATTEMPTS):
        before = [(each.asked.expr, each.why) for each in tried]
        await use.live.status(MENDS if tried else WRITES)
        text = prompt.build(question, near, now, deploy, before)
        written = await model.ask(prompt.SYSTEM, text, prompt.Written)
        held = await _held_against(use, written, names, text)
        tried.append(replace(held, taken=taken_out(text)))
        if not tried[-1].why:
            break
    return tried


async def _held_against(
    use: Use, written: prompt.Written, names: tuple[str, ...], given: str
) -> Tried:
    """What Prometheus says to a query, once the names in it are held against the live ones."""
    expr = " ".join(written.query.replace("`", "").split())
    means = prose(written.means, given, LONGEST_MEANING)
    asked = Typed(expr, _range(written.range))
    if not expr:
        return Tried(asked, means, "")
    if len(expr) > LONGEST_QUERY:
        return Tried(replace(asked, expr=expr[:LONGEST_QUERY]), means, TOO_LONG)
    invented = [name for name in metrics_of(expr) if name not in names]
    if invented:
        close = nearest(invented[0], names)
        tail = NEAR.format(names=together(close)) if close else ""
        return Tried(asked, means, INVENTED.format(names=together(invented)) + tail)
    try:
        found = await use.systems.prometheus.query(expr)
    except BadExpressionError as error:
        return Tried(asked, means, f"{error.words}.")
    return Tried(asked, means, RANGE_VECTOR if isinstance(found, Matrix) else "")


def _range(said: str) -> str:
    """The model's range where it is one; what is none is left out."""
    word = said.strip().lower()
    try:
        length_of(word)
    except UsageError:
        return FALLBACK
    return word


def _told(last: Tried, made: Message) -> Message:
    """The answer to the query, with what it means and whose words it is."""
    said = last.means in ("", made.title)
    parts: list[Part] = [] if said else [Paragraph(last.means)]
    notes = (Note(WROTE), *((Note(last.taken),) if last.taken else ()))
    return replace(made, parts=(*parts, *made.parts, *notes))


def _missing(last: Tried, near: tuple[Known, ...]) -> Message:
    offered = suggestions.offer(near[:OFFERED], last.means or NO_SENTENCE)
    return replace(offered, title=MISSING, tone=Tone.WARN)


def _given_up(last: Tried) -> Message:
    rows = tuple((None, row) for row in marked(last.asked.expr, None))
    parts = (Lines(rows, LAST_TRY), Paragraph(REFUSED.format(why=last.why)))
    return Message(GIVEN_UP, parts, Tone.WARN, buttons=(edit(last.asked),))
