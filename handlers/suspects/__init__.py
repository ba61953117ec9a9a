"""Which commits may have to do with a failed build, ranked by evidence, each with its reasons."""

from handlers.suspects.gather import of_story, suspects, suspects_of
from handlers.suspects.values import Reason, Suspect, Suspects

__all__ = ["Reason", "Suspect", "Suspects", "of_story", "suspects", "suspects_of"]
