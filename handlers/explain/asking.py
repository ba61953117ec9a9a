"""Ask the model for an explanation, if there is one; without it the engine's reading stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.diagnosis import Diagnosis
from handlers.explain import prompt
from handlers.explain.answer import Asks, Explanation, Facts, Known, Quiet
from handlers.explain.claim import Claim
from handlers.explain.verify import verify
from handlers.kit.outside import asked_of, came_back
from handlers.kit.redaction import redact
from handlers.kit.shortening import shortened
from handlers.kit.taken import taken_out
from handlers.kit.words import Words
from integrations.errors import IntegrationError, TooLongError
from integrations.records import form

NO_ANSWER = Words("{where} gave {came_back}; this is the engine's own reading.")
UNSUPPORTED = Words(
    "The model's cause names things that are not in the log, so it was dropped; this is the"
    " engine's own reading."
)
NOTHING_TO_ASK = Words(
    "No line of the log points at a failure, so the model was not asked; this is the engine's own"
    " reading."
)
LONGEST_WHY = 300  # characters
BUDGET = 6000  # tokens of a question
LEAST_BUDGET = 1000  # less tells a model nothing


async def explain(
    facts: Facts,
    diagnosis: Diagnosis,
    model: Asks | None,
    *,
    known: Sequence[Known] = (),
    budget: int = BUDGET,
    lang: str = "en",
) -> Explanation | Quiet | None:
    """Explain a failure: what survives of the model's answer, or one quiet line why nothing does.

    None if no model is configured. `known` are failures of before that look the same, the most
    alike first; `budget` is in tokens, for the whole question, and halved where the model cannot
    read so much; `lang` is the language of the
    answer, "en" or "zh", quotes stay as they are. Log text and facts are redacted here, so that no
    caller can forget it.
    """
    if model is None:
        return None
    tried = budget
    while True:
        given = prompt.build(facts, diagnosis, tried, known=known, lang=lang)
        if not given.lines:
            return Quiet(NOTHING_TO_ASK)
        try:
            claim = await model.ask(prompt.system(lang), given.text, Claim)
        except TooLongError as failed:
            tried //= 2
            if tried < LEAST_BUDGET:
                return Quiet(_why(failed))
        except IntegrationError as failed:
            return Quiet(_why(failed))
        else:
            return verify(claim, given) or Quiet(UNSUPPORTED)


@dataclass(frozen=True)
class Preview:
    """The two messages of a question as they would leave, and what was taken out of them."""

    system: str
    user: str
    taken: str


def previewed(facts: Facts, diagnosis: Diagnosis, *, lang: str = "en") -> Preview:
    """What `explain` would ask first, without asking it."""
    given = prompt.build(facts, diagnosis, BUDGET, lang=lang).text
    return Preview(f"{prompt.system(lang)}\n\n{form(Claim)}", redact(given), taken_out(given))


def _why(failed: IntegrationError) -> str:
    told = NO_ANSWER.format(where=asked_of(failed), came_back=came_back(failed))
    return shortened(told, LONGEST_WHY)
