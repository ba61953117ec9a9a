"""Which tests fail without a cause in the code: the evidence, added up. Pure."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.flaky.episodes import Episode, Past, company, pasts
from handlers.flaky.names import is_about
from handlers.flaky.runs import Run
from handlers.sources.kinds import is_docs
from integrations.jenkins import Commit

# Log-odds, found by hand on simulated histories (benchmarks/flaky) and measured on others.
PRIOR = -4.0  # of a test of which nothing is known but that it failed
SAME_BACK = 6.0  # it failed, and passed later on the same code: no commit does that
SAME_IN = 4.5  # it passed, and failed later on the same code, once
SAME_IN_LONG = 1.0  # the same, and stayed so: something outside may have changed for good
UNRELATED = {
    1: 4.2,
    2: 2.2,
    3: 1.0,
}  # mended by commits that have nothing to do with it, after n builds
UNKNOWN = 0.65  # the share of it where Jenkins tells no files of the commits
MENDING = 0.35  # the share of it where a commit says that it mends something
PAIRED = 0.5  # the share of it where one other test failed with it
COMPANY = 2  # other tests that make it one cause
FLAKY = 0.5  # from this score on

FIXES = re.compile(
    r"(?i)\b(?:fix(?:e[sd]|ing)?|revert(?:s|ed)?|repair\w*|mend\w*|correct\w*|undo)\b|修复|回滚"
)


@dataclass(frozen=True)
class Finding:
    """What is known of one test that failed: the evidence, and how much it is worth, 0 to 1.

    `builds` are those in which it ran, `failed` those in which it failed without a cause in the
    code; `same` are those of them on code on which it also passed; `broken` counts failures that a
    commit explains. `steady` is how often it passed since.
    """

    test: str
    score: float
    builds: int
    failed: tuple[Run, ...]
    same: int
    broken: int
    steady: int

    @property
    def flaky(self) -> bool:
        """The evidence is enough."""
        return self.score >= FLAKY

    @property
    def rate(self) -> float:
        """The share of builds in which it failed without a cause."""
        return len(self.failed) / self.builds if self.builds else 0.0

    @property
    def first(self) -> datetime | None:
        """When it failed without a cause for the first time."""
        return self.failed[0].when if self.failed else None


@dataclass(frozen=True)
class _Weighed:
    """An episode and what it is worth; `same` are the failures on code on which the test passed."""

    episode: Episode
    worth: float
    same: int = 0


def findings(runs: Sequence[Run]) -> tuple[Finding, ...]:
    """Every test that failed in a build that counts, the likeliest first; `runs` are oldest first."""
    every = pasts(runs)
    together = company(every)
    found = (_finding(past, together) for past in every)
    return tuple(sorted(found, key=lambda each: (-each.score, -each.rate, each.test)))


def _finding(past: Past, together: Mapping[int, frozenset[str]]) -> Finding:
    weighed = list(_weighed(past, together))
    both = {run.number for run in past.both}
    odds = PRIOR + sum(each.worth for each in weighed) + SAME_BACK * len(both)
    causeless = [run for each in weighed if each.worth > 0 for run in each.episode.runs]
    failed = sorted({run.number: run for run in (*causeless, *past.both)}.values(), key=_number)
    last = failed[-1].number if failed else 0
    return Finding(
        test=past.test,
        score=1 / (1 + math.exp(-max(-50.0, min(50.0, odds)))),
        builds=len(past.results),
        failed=tuple(failed),
        same=max(sum(each.same for each in weighed), len(both)),
        broken=sum(failed for _, failed in past.results) - len(failed),
        steady=sum(not bad for run, bad in past.results if run.number > last),
    )


def _number(run: Run) -> int:
    return run.number


def _weighed(past: Past, together: Mapping[int, frozenset[str]]) -> Iterator[_Weighed]:
    for episode in past.episodes:
        others = len(together.get(episode.first.number, frozenset()) - {past.test})
        if others >= COMPANY:
            yield _Weighed(episode, 0.0)
            continue
        back, into = _same_code(past, episode)
        same = _on_same(episode, back=bool(back)) if back or into else None
        worth = _across(past.test, episode) if same is None else same
        yield _Weighed(episode, worth * PAIRED if others == 1 else worth, back or into)


def _same_code(past: Past, episode: Episode) -> tuple[int, int]:
    """How many of the failures are on code on which it passed later, and how many only earlier."""
    back = into = 0
    for run in episode.runs:
        passed = past.passed_on.get(run.code, ())
        if any(number > run.number for number in passed):
            back += 1
        elif passed:
            into += 1
    return back, into


def _on_same(episode: Episode, *, back: bool) -> float:
    if back:
        return SAME_BACK
    return SAME_IN if len(episode.runs) == 1 and episode.after else SAME_IN_LONG


def _across(test: str, episode: Episode) -> float:
    """What failures are worth that began and ended with commits."""
    if episode.before is None or episode.after is None:
        return 0.0  # not finished yet, or still broken
    worth = UNRELATED.get(len(episode.runs), 0.0)
    commits = (*episode.began, *episode.mended)
    touched = [path for commit in commits for path in commit.paths]
    if is_about(test, touched):
        return 0.0
    if not all(commit.paths for commit in commits):
        worth *= UNKNOWN
    if any(_mends(commit) for commit in episode.mended):
        worth *= MENDING
    return worth


def _mends(commit: Commit) -> bool:
    return bool(FIXES.search(commit.subject)) and not all(map(is_docs, commit.paths or ("?",)))
