"""Which commits may have to do with a failed build, ranked by evidence, each with its reasons.

- Gathered: `gather`, with `commit_range` (from the last good build to the broken one) and `looking`
  (what the files that the failure names hold).
- Read out of it: `clues` (with `handlers.sources`) and `words` (of commits).
- Weighed: `evidence`, `reasons` (for) and `against`, `rank`; the answer is `values`.
"""

from handlers.suspects.gather import of_story, suspects, suspects_of
from handlers.suspects.values import Reason, Suspect, Suspects

__all__ = ["Reason", "Suspect", "Suspects", "of_story", "suspects", "suspects_of"]
