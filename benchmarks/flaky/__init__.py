"""Flaky tests in simulated histories of 200 builds: found and wrongly blamed, beside naive ways."""

from collections.abc import Mapping

from benchmarks import record
from benchmarks.aims import OURS, Aim, compared
from benchmarks.flaky.history import history
from benchmarks.flaky.measure import Method, Score, added, flips, ours, same_commit, score
from benchmarks.ran import say
from benchmarks.tables import table

HELD_OUT = "flaky, held out"
TUNED = "flaky, tuned on"
TUNED_ON = range(1, 13)  # seeds with which the weights were chosen
MEASURED_ON = range(201, 221)  # seeds that nobody looked at meanwhile
BUILDS = 200

EACH = "each history of {builds} builds, none of which the weights were chosen with"
ALL = "{cases}: all of {count} histories"
SHOWN = (
    "recall counts flaky tests that failed at least once by themselves in a build that was neither"
    "\naborted nor hit by an outage: {shown} of {every} that are there at the end. The other {hidden}"
    " never\nshowed it (most fail in one of a hundred builds), and no history tells of them."
)
AIMS = (Aim(HELD_OUT, "precision", 0.95), Aim(HELD_OUT, "recall", 0.95))

METHODS: Mapping[str, Method] = {
    OURS: ours,
    "failed and passed on one commit": same_commit,
    "failed, then passed, once": flips(1),
    "failed, then passed, twice": flips(2),
    "failed, then passed, 4 times": flips(4),
}


def run() -> record.Figures:
    """Print precision and recall of each history and of all, and return ours."""
    before = record.last()
    measured = {TUNED: _measured(TUNED_ON), HELD_OUT: _measured(MEASURED_ON)}
    each = {
        f"seed {seed}": figures(one)
        for seed, one in zip(MEASURED_ON, measured[HELD_OUT][OURS], strict=True)
    }
    say(EACH.format(builds=BUILDS), table(each, {}))
    whole = {
        cases: {name: figures(added(scores)) for name, scores in rows.items()}
        for cases, rows in measured.items()
    }
    for cases, rows in whole.items():
        count = len(measured[cases][OURS])
        say(ALL.format(cases=cases, count=count), table(rows, before.get(cases, {})))
    total = added(measured[HELD_OUT][OURS])
    every = total.shown + total.hidden
    print("\n" + SHOWN.format(shown=total.shown, every=every, hidden=total.hidden))
    say("what is to be reached", compared(whole, before, OURS, AIMS))
    return {cases: {OURS: rows[OURS]} for cases, rows in whole.items()}


def _measured(seeds: range) -> dict[str, list[Score]]:
    made = [history(seed, BUILDS) for seed in seeds]
    return {name: [score(*each, method) for each in made] for name, method in METHODS.items()}


def figures(one: Score) -> dict[str, float]:
    """What is printed of a score: shares, and how many tests they are of."""
    return {
        "precision": one.precision,
        "recall": one.recall,
        "flaky": one.shown,
        "blamed": one.wrong,
        "hidden": one.hidden,
    }
