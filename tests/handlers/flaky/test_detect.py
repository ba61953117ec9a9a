"""What counts as flaky and what does not, on small histories written out."""

from datetime import UTC, datetime, timedelta

from handlers.flaky.detect import findings
from handlers.flaky.runs import Outcomes, outcomes_of, runs_of
from integrations.jenkins import Build, Commit, TestCase

START = datetime(2026, 10, 1, tzinfo=UTC)
SUITE, NAME = "tests.test_cart", "test_total"
OTHERS = ("test_empty", "test_full")


def commit(number, path="src/search.py", subject="Change things"):
    return Commit(f"{number:040x}", "Ada", "ada@acme.example", subject, paths=(path,))


def build(number, revision=None, *, commits=None, result="UNSTABLE", **more):
    same = revision is not None
    return Build(
        job="checkout",
        number=number,
        result=result,
        started=START + timedelta(hours=number),
        branch=more.pop("branch", "main"),
        revision=revision or f"r{number}",
        commits=() if same and commits is None else commits or (commit(number),),
        **more,
    )


def told(*pairs):
    """Runs of (build, whether the test failed, or its name, or None without it)."""
    read = {}
    for each, what in pairs:
        cases = [TestCase(SUITE, name, "passed") for name in OTHERS]
        if what is not None:
            name = what[0] if isinstance(what, tuple) else NAME
            bad = what[1] if isinstance(what, tuple) else what
            cases.append(TestCase(SUITE, name, "failed" if bad else "passed"))
        read[each.number] = outcomes_of(cases)
    return runs_of([each for each, _ in pairs], read)


def found(*pairs):
    """The one finding, or None."""
    made = findings(told(*pairs))
    return made[0] if made else None


def good(first, last):
    return [(build(number), False) for number in range(first, last + 1)]


def test_failed_and_passed_on_one_commit():
    """Once is enough: nothing but chance lies between."""
    one = found(*good(1, 5), (build(6), True), (build(7, "r6"), False), *good(8, 12))

    assert one.flaky
    assert (len(one.failed), one.builds, one.same, one.steady) == (1, 12, 1, 6)


def test_failed_and_passed_within_one_build():
    """A runner that tries again reports the test twice."""
    cases = [TestCase(SUITE, NAME, "failed"), TestCase(SUITE, NAME, "passed")]
    runs = runs_of([build(1)], {1: outcomes_of(cases)})

    assert findings(runs)[0].flaky


def test_a_commit_that_broke_it_explains_it():
    """Also when the same commit is built three times, and when the next commit mends it."""
    cart = (commit(6, "src/cart.py"),)
    fix = (commit(9, "src/cart.py", "Fix the cart"),)
    broken = [(build(6, commits=cart), True), (build(7, "r6"), True), (build(8, "r6"), True)]

    assert not found(*good(1, 5), *broken, (build(9, commits=fix), False), *good(10, 20)).flaky


def test_a_test_that_always_fails_is_not_flaky():
    """Nor one that still fails at the end."""
    assert not found(*[(build(number), True) for number in range(1, 20)]).flaky
    assert not found(*good(1, 9), *[(build(n), True) for n in range(10, 20)]).flaky


def test_a_new_test_that_failed_at_first_is_not_flaky():
    """It was not finished."""
    none = [(build(number), None) for number in range(1, 5)]

    assert not found(*none, (build(5), True), (build(6), True), *good(7, 20)).flaky


def test_other_parameters_are_another_world():
    """A test that fails in staging only, and always, has its cause there, on whatever commit."""
    pairs = []
    for number in range(1, 31):
        where = "staging" if number % 4 == 0 else "local"
        same = f"r{number - 1}" if number % 4 == 0 else None
        at = build(number, same, parameters=(("environment", where),))
        pairs.append((at, number % 4 == 0))

    assert found(*pairs) is None or not found(*pairs).flaky


def test_branches_have_their_own_lines():
    """What is not finished on a branch says nothing of the main one."""
    pairs = []
    for number in range(1, 25):
        on = "feature" if number % 2 else "main"
        path = "src/cart.py" if number in (9, 15) else "src/search.py"
        at = build(number, branch=on, commits=(commit(number, path),))
        pairs.append((at, on == "feature" and 9 <= number < 15))

    assert not found(*pairs).flaky


def test_a_renamed_test_keeps_its_past():
    """Its failures under both names are those of one test, which has the newest name."""
    old = [(build(n), ("test_total_price", n == 3)) for n in range(1, 4)]
    old.append((build(4, "r3"), ("test_total_price", False)))
    new = [(build(n), ("test_total_prices", n == 8)) for n in range(5, 9)]
    new.append((build(9, "r8"), ("test_total_prices", False)))

    (one,) = findings(told(*old, *new))

    assert one.test.endswith("test_total_prices")
    assert (len(one.failed), one.builds) == (2, 9)


def test_ids_in_names_do_not_make_another_test():
    """An object's address in a parameter's name is new in every run."""
    pairs = [
        (build(n, "r3" if n == 4 else None), (f"test_total[<Cart at 0x7f00{n:08x}>]", n == 3))
        for n in range(1, 10)
    ]

    (one,) = findings(told(*pairs))

    assert one.flaky
    assert one.builds == 9


def test_a_green_build_whose_report_nobody_read_passed_what_was_there():
    """Between builds that ran the test it counts as passed; before the test was there it does not."""
    first = [(build(n), None) for n in (1,)]
    runs = list(told(*first, *good(3, 4), (build(5), True), *good(7, 9)))
    unread = runs_of(
        [build(2, result="SUCCESS"), build(6, "r5", result="SUCCESS")],
        {2: Outcomes(passed=None), 6: Outcomes(passed=None)},
    )
    every = sorted([*runs, *unread], key=lambda run: run.number)

    (one,) = findings(every)

    assert one.flaky
    assert (one.builds, one.same) == (7, 1)
