"""One reading of a change: what rules find in it, and what a model adds, if there is one."""

from dataclasses import dataclass, field

from handlers.commits.reading.change import Reviewed
from handlers.commits.reading.choose import Choice, choose
from handlers.commits.reading.leftovers import leftovers
from handlers.commits.reading.prompt import SYSTEM, TOKENS, Review, question
from handlers.commits.reading.remarks import Remarks, verified
from handlers.commits.reading.risks import Risk, large_files, missing_tests, risky_paths
from handlers.explain import Asks
from handlers.kit.outside import asked_of, came_back
from handlers.kit.shortening import shortened
from handlers.kit.taken import taken_out
from handlers.kit.words import Words
from integrations.errors import IntegrationError
from integrations.git import Repository

NO_MODEL = Words("No model is configured, so this is what rules can tell.")
NO_ANSWER = Words("{where} gave {came_back}, so this is what rules can tell.")
NOTHING_READ = Words(
    "There is no line in it that a model could read, so this is what rules can tell."
)
LONGEST_WHY = 300  # characters
RESERVED = 900  # tokens for the rules of the question and its frame

ORDER = (
    "secret", "conflict", "security", "migration", "interface", "build", "test", "debug", "todo",
    "large",
)  # fmt: skip  # worst first


@dataclass(frozen=True)
class Reading:
    """What was found. `quiet` says why no model read it, empty where one did."""

    risks: tuple[Risk, ...]
    choice: Choice
    remarks: Remarks = field(default_factory=Remarks)
    quiet: str = ""
    taken: str = ""  # how many secrets were taken out of what the model read


async def read(reviewed: Reviewed, repository: Repository, model: Asks | None) -> Reading:
    """Read a change by rules, and by the model. What goes out is redacted and within a budget."""
    risks = risks_of(reviewed, repository)
    choice = choose(reviewed.diffs, risks, TOKENS - RESERVED)
    if model is None:
        return Reading(risks, choice, quiet=NO_MODEL)
    if not choice.shown:
        return Reading(risks, choice, quiet=NOTHING_READ)
    asked = question(repository.name, reviewed.names, len(reviewed.files), choice, risks)
    try:
        answer = await model.ask(SYSTEM, asked, Review)
    except IntegrationError as failed:
        why = NO_ANSWER.format(where=asked_of(failed), came_back=came_back(failed))
        return Reading(risks, choice, quiet=shortened(why, LONGEST_WHY))
    return Reading(risks, choice, verified(answer.remarks, choice), taken=taken_out(asked))


def risks_of(reviewed: Reviewed, repository: Repository) -> tuple[Risk, ...]:
    """The facts about a change, worst kind first; each once."""
    found = dict.fromkeys(
        (
            *leftovers(reviewed.diffs),
            *risky_paths(reviewed.files),
            *missing_tests(reviewed.files, repository),
            *large_files(reviewed.files),
        )
    )
    return tuple(sorted(found, key=lambda risk: ORDER.index(risk.kind)))
