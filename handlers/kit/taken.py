"""Say of what a model was given how many secrets were taken out of it first."""

from handlers.kit.counting import counted
from handlers.kit.redaction import marks_in
from handlers.kit.words import Words

ONE = Words("{secrets} was taken out before the model read it.")
MANY = Words("{secrets} were taken out before the model read it.")


def taken_out(given: str) -> str:
    """A sentence with the number of marks in what a model was given; empty where there are none."""
    count = sum(marks_in(given).values())
    words = ONE if count == 1 else MANY
    return words.format(secrets=counted(count, "secret")) if count else ""
