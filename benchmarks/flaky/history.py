"""A project's builds: commits that break and mend, branches, retries, outages, aborted builds.

Written from what CI does, not from what the detector looks for: a commit may break tests that have
nothing to do with its files, and an outage may be followed by a retry of the same commit.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from benchmarks.flaky.project import SUBJECTS, Project, Test, project
from integrations.jenkins import Build, Commit, TestCase
from integrations.jenkins.cases import Status

START = datetime(2026, 3, 2, 7, tzinfo=UTC)
BREAKS = 0.09  # share of the commits on the main branch that break something
FAR = 0.4  # of those, the share that breaks tests of another module
SAYS_FIX = 0.6  # commits that mend something and say so
MENDS = 0.45  # chance at each build that what is broken is mended
RETRIED = 0.4  # failed builds that are built again as they are
AGAIN = 0.08  # good builds that are, by the timer
ABORTED, OUTAGES, BRANCHES = 0.05, 0.05, 0.22
OUTAGE = (2, 3, 4, 6, 10, 30, 200)  # tests that one takes
FAST, STAGING = 0.3, 0.15  # builds with such parameters
SUBJECT_LINES = ("Tidy {}", "Let {} take more", "Rename things in {}", "Speed {} up", "Log in {}")


@dataclass
class Broken:
    """Tests that a commit broke, on a branch; `module` is where the mistake is."""

    keys: tuple[str, ...]
    module: str
    branch: str
    since: int
    until: int = 10**6  # mended no earlier


@dataclass
class Told:
    """One build with its report, and the flaky tests that failed by themselves in it."""

    build: Build
    cases: tuple[TestCase, ...] | None
    flipped: tuple[str, ...] = ()


@dataclass
class State:
    """Where the making of a history stands."""

    made: Project
    dice: random.Random
    revision: dict[str, str] = field(default_factory=dict)
    broken: list[Broken] = field(default_factory=list)
    branch: str = "main"
    left: int = 0  # builds of the branch that are still to come
    again: bool = False


def history(seed: int, builds: int = 200) -> tuple[Project, list[Told]]:
    """The project and its builds, oldest first, the same for the same seed."""
    dice = random.Random(seed)  # nosec B311 - a simulation
    state = State(project(dice, builds), dice)
    _lasting(state, builds)
    told = [_build(state, number) for number in range(1, builds + 1)]
    return state.made, told


def _lasting(state: State, builds: int) -> None:
    """Tests that fail from the first build to the last, and one that began to on a certain day."""
    keys = [key for key, test in state.made.tests.items() if not test.trait]
    for key in state.dice.sample(keys, 2):
        state.broken.append(Broken((key,), "", "*", 0, 10**6))
    if state.dice.random() < 0.5:
        day = state.dice.randint(30, builds - 30)
        bomb = state.dice.choice(keys)
        module = state.made.tests[bomb].module
        state.broken.append(Broken((bomb,), module, "*", day, day + state.dice.randint(2, 9)))


def _build(state: State, number: int) -> Told:
    dice = state.dice
    branch = _branch(state, number)
    commits = () if state.again else _commits(state, number, branch)
    if commits or branch not in state.revision:
        state.revision[branch] = f"{dice.getrandbits(160):040x}"
    parameters = _parameters(state)
    tested, flipped = _tested(state, number, branch, dict(parameters))
    ended, cases = _fate(state, tested)
    if ended in ("ABORTED", "OUTAGE"):
        flipped = ()
    if ended == "OUTAGE":
        ended = "FAILURE" if cases is None else "UNSTABLE"
    state.again = dice.random() < (AGAIN if ended == "SUCCESS" else RETRIED)
    build = Build(
        job="shop",
        number=number,
        url=f"https://jenkins.example/job/shop/{number}/",
        result=ended,
        started=START + timedelta(hours=3 * number),
        duration=timedelta(minutes=9),
        parameters=parameters,
        commits=commits if state.made.tells_paths else tuple(map(_without_paths, commits)),
        branch=branch,
        revision=state.revision[branch] if state.made.tells_revision else "",
    )
    return Told(build, cases, flipped)


def _without_paths(commit: Commit) -> Commit:
    return Commit(commit.sha, commit.author, commit.email, commit.subject, commit.when)


def _branch(state: State, number: int) -> str:
    if state.again:
        return state.branch
    if state.left:
        state.left -= 1
    elif state.dice.random() < BRANCHES / 3:
        state.branch, state.left = f"feature/{number}", state.dice.randint(1, 5)
        state.revision[state.branch] = state.revision.get("main", "0" * 40)  # where it begins
    if not state.left:
        state.branch = "main"
    return state.branch


def _parameters(state: State) -> tuple[tuple[str, str], ...]:
    if not state.made.parameters:
        return ()
    suite = "fast" if state.dice.random() < FAST else "full"
    where = "staging" if state.dice.random() < STAGING else "local"
    return (("suite", suite), ("environment", where))


def _commits(state: State, number: int, branch: str) -> tuple[Commit, ...]:
    dice, made = state.dice, state.made
    commits = _mending(state, number, branch)
    for _ in range(dice.choice((0, 1, 1, 1, 2, 3))):
        module = dice.choice(SUBJECTS)
        if dice.random() < 0.12:
            commits.append(_commit(dice, f"Explain {module}", "README.md"))
            continue
        paths = [made.source(module)]
        paths += [made.test_file(module)] if dice.random() < 0.4 else []
        if dice.random() < 0.15:
            paths.append(made.source(dice.choice(SUBJECTS)))
        fixes = dice.random() < 0.12  # something else than a test
        subject = (
            f"Fix {module} in the shop" if fixes else dice.choice(SUBJECT_LINES).format(module)
        )
        commits.append(_commit(dice, subject, *paths))
        if dice.random() < BREAKS * (3 if branch != "main" else 1):
            state.broken.append(_breakage(state, number, branch, module))
    return tuple(commits)


def _breakage(state: State, number: int, branch: str, module: str) -> Broken:
    dice = state.dice
    where = dice.choice(SUBJECTS) if dice.random() < FAR else module
    keys = [key for key, test in state.made.tests.items() if test.module == where]
    keys = dice.sample(keys, min(len(keys), dice.choice((1, 1, 1, 2, 3, 5, 8))))
    return Broken(tuple(keys), module, branch, number)


def _mending(state: State, number: int, branch: str) -> list[Commit]:
    dice, commits = state.dice, []
    for each in [b for b in state.broken if b.branch in (branch, "*") and b.module]:
        if each.since >= number or (each.until > number and each.until < 10**6):
            continue
        if dice.random() < MENDS:
            state.broken.remove(each)
            says = "Fix" if dice.random() < SAYS_FIX else "Change"
            subject = f"{says} {each.module}"
            if dice.random() < 0.15:
                subject = f'Revert "Let {each.module} take more"'
            commits.append(_commit(dice, subject, state.made.source(each.module)))
    return commits


def _commit(dice: random.Random, subject: str, *paths: str) -> Commit:
    return Commit(f"{dice.getrandbits(160):040x}", "Ada", "ada@acme.example", subject, paths=paths)


def _tested(
    state: State, number: int, branch: str, parameters: dict[str, str]
) -> tuple[list[TestCase], tuple[str, ...]]:
    dice, made = state.dice, state.made
    broken = {
        k for b in state.broken if b.branch in (branch, "*") and number >= b.since for k in b.keys
    }
    flips = _flips(made, number, dice)
    cases, flipped = [], []
    for key, test in made.tests.items():
        if not test.born <= number < test.gone or (parameters.get("suite") == "fast" and test.slow):
            continue
        bad = key in broken or (test.staging and parameters.get("environment") == "staging")
        name = test.called(number, dice)
        skipped = hash_of(test) % 60 == 0
        if key in flips and not bad and not skipped:
            flipped.append(key)
            if made.retried_inside and dice.random() < 0.8:
                cases.append(TestCase(test.suite, name, "failed", test.place))
                cases.append(TestCase(test.suite, name, "passed", test.place))
                continue
            bad = True
        status: Status = "skipped" if skipped else "failed" if bad else "passed"
        cases.append(TestCase(test.suite, name, status, test.place))
    return cases, tuple(flipped)


def hash_of(test: Test) -> int:
    """A number that is the same in every process."""
    return sum(map(ord, test.key))


def _flips(made: Project, number: int, dice: random.Random) -> set[str]:
    """The flaky tests that fail this time."""
    found = set()
    for key, test in made.tests.items():
        trait = test.trait
        if trait and trait.since <= number < trait.until and dice.random() < trait.rate:
            found.add(key)
            if trait.with_ and dice.random() < 0.5:
                found.add(trait.with_)
    return found


def _fate(state: State, cases: list[TestCase]) -> tuple[str, tuple[TestCase, ...] | None]:
    """How the build ended, and what its report holds by then."""
    dice = state.dice
    what = dice.random()
    if what < ABORTED:
        kept = cases[: dice.randint(0, len(cases))]
        for at in range(max(0, len(kept) - dice.randint(0, 3)), len(kept)):
            kept[at] = _failed(kept[at])
        return "ABORTED", tuple(kept) if kept else None
    if what < ABORTED + OUTAGES:
        return "OUTAGE", _outage(dice, cases)
    failed = any(case.status == "failed" for case in cases)
    return ("UNSTABLE" if failed else "SUCCESS"), tuple(cases)


def _outage(dice: random.Random, cases: list[TestCase]) -> tuple[TestCase, ...] | None:
    kind = dice.random()
    if kind < 0.25:
        return None
    if kind < 0.45:
        return tuple(cases[: dice.randint(1, len(cases))])  # the agent went away
    hit = set(dice.sample(range(len(cases)), min(len(cases), dice.choice(OUTAGE))))
    return tuple(_failed(case) if at in hit else case for at, case in enumerate(cases))


def _failed(case: TestCase) -> TestCase:
    return TestCase(case.suite, case.name, "failed", case.place)
