"""`/ops rate`: what people think of a model's answer, as the buttons under it say it."""

from datetime import UTC, datetime

from handlers.citing.feedback import Kept, Verdict, kept, rate
from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Field,
    Form,
    Message,
    Note,
    Paragraph,
    Reply,
    Routes,
    Tone,
    UsageError,
    Use,
    quote,
)
from handlers.kit.words import Words
from handlers.memory import Failure, say, withdraw

UNKNOWN = Words("I know no answer `{id}`: answers are kept for 90 days.")
WHICH = Words("An answer is `good` or `bad`, and `{word}` is neither.")
THANKS = Words("Thank you, that is kept")
KEPT = Words("What you said of the answer is kept with it, for whoever improves the answers.")
CHANGED = Words(
    "From now on, whenever this failure ({id}) comes back, its answer says, in your name: {right} The"
    " model's words on it are not shown again, and I tell you when yours are first of use."
)
SEE = Words("What is known of it")
KEPT_PRIVATE = Words("Only `{verdict}` is kept: words of a private conversation stay in it.")

FORM_TITLE, SUBMIT = Words("What was wrong?"), Words("Send")
INTRO = Words("It is kept with the question, the answer and what it was made of, without secrets.")
WHY, RIGHT = Words("What was wrong with the answer?"), Words("What would have been right?")
RIGHT_HINT = Words("The actual cause, or the sentence you would have liked to read.")
TYPE_IT = Words("You may add why: `/ops rate {id} bad WHY`.")

routes = Routes()


@routes.command(
    "ops rate", "ANSWER good|bad [WHY…] [right=…]", example="ops rate 3f9a12bc44de good"
)
async def rate_answer(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Say whether a model's answer was good, and what would have been right.

    The buttons under an answer do the same. Your last word on an answer counts.
    """
    id, verdict = words.text("ANSWER"), _verdict(words.text("good|bad"))
    answer = await kept(use.systems.store, id)
    if answer is None:
        raise UsageError(UNKNOWN.format(id=id))
    why, right = words.text("WHY"), words.settings.get("right", "")
    now = datetime.now(UTC)
    await rate(use.systems.store, answer, ask.user, now, verdict, why=why, correction=right)
    known = await _remembered(ask, use, answer, verdict, right)
    if verdict == "bad" and not why and not right and not answer.private:
        return _form(answer)
    if known and right:  # typed or by the form: who corrected it hears what that changed
        return _changed(known, right)
    return None if ask.public else _thanks(answer, verdict)


async def _remembered(
    ask: Ask, use: Use, answer: Kept, verdict: Verdict, right: str
) -> Failure | None:
    """The failure of which the answer spoke, after what was said of it changed what is known."""
    if verdict == "good" or answer.private or not answer.failure:
        return None
    if answer.answer:
        await withdraw(use, answer.failure, answer.answer[0])
    if not right:
        return None
    return await say(use, answer.failure, ask.user, answer.job, {"cause": right})


def _changed(known: Failure, right: str) -> Message:
    words = Paragraph(CHANGED.format(id=known.id[:8], right=right))
    see = Button(SEE, f"jenkins known {known.id}")
    return Message(THANKS, (words,), Tone.GOOD, buttons=(see,), private=True)


def _verdict(word: str) -> Verdict:
    match word.lower():
        case "good":
            return "good"
        case "bad":
            return "bad"
    raise UsageError(WHICH.format(word=word))


def _thanks(answer: Kept, verdict: Verdict) -> Message:
    words = KEPT_PRIVATE.format(verdict=verdict) if answer.private else KEPT
    return Message(THANKS, (Paragraph(words),), Tone.GOOD)


def _form(answer: Kept) -> Form:
    """What was wrong and what would have been right, in the words of the one who knows it."""
    tip = Note(TYPE_IT.format(id=answer.id))
    return Form(
        FORM_TITLE,
        f"ops rate {quote(answer.id)} bad",
        (
            Field("why", WHY, "long", word=True),
            Field("right", RIGHT, "long", hint=RIGHT_HINT, required=False),
        ),
        SUBMIT,
        Message(THANKS, (Paragraph(KEPT), tip), Tone.GOOD),
        INTRO,
    )
