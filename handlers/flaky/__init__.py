"""Flaky tests: which ones a job has, by what its builds tell.

- `gather` (a job's builds and their reports, within bounds), `kept` (what was read once), `marks` (people's words).
- Pure: `runs` (what is read), `names` (the same test in another build), `episodes` (failures in a row),
  `detect` (the evidence, added up), `standing` (new, worst, over), `quarantine` (lists for test runners).
- `digest` (several jobs at once), `among` (of the tests that failed in one build), `evidence` (in words).
"""

from handlers.flaky.among import among, called
from handlers.flaky.digest import Digest, flaky_of, standing_of
from handlers.flaky.standing import Flaky, Standing

__all__ = ["Digest", "Flaky", "Standing", "among", "called", "flaky_of", "standing_of"]
