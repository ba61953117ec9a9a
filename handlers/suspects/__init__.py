"""Which commits may have to do with a failed build, ranked by evidence, each with its reasons."""

from handlers.suspects.gather import suspects, suspects_of
from handlers.suspects.values import Reason, Suspect, Suspects

__all__ = ["Reason", "Suspect", "Suspects", "suspects", "suspects_of"]
