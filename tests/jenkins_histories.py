"""A job's past on the told Jenkins: builds with test reports, some of whose tests are flaky."""

DAY = 86_400_000
START = 1_790_000_000_000  # 2026-09-21
CART, TAX = "tests.test_cart", "tests.test_tax"
TESTS = ((CART, "test_total"), (CART, "test_empty"), (TAX, "test_rate"), (TAX, "test_round"))


def lay(jenkins, number, *failed, revision="", result=None, commits=(), hours=None, tests=TESTS):
    """Lay down a build of checkout and its report, in which these tests failed."""
    built = {
        "lastBuiltRevision": {"SHA1": revision or f"{number:040x}", "branch": [{"name": "main"}]}
    }
    counts = {"failCount": len(failed), "skipCount": 0, "totalCount": len(tests)}
    items = [
        {"commitId": f"{number:040x}", "msg": message, "affectedPaths": [path]}
        for message, path in commits
    ]
    jenkins.build(
        "checkout",
        number,
        result or ("UNSTABLE" if failed else "SUCCESS"),
        timestamp=START + (number * 12 if hours is None else hours) * DAY // 24,
        actions=[built, counts],
        changeSets=[{"items": items}],
    )
    cases = [
        {"className": suite, "name": name, "status": "FAILED" if name in failed else "PASSED"}
        for suite, name in tests
    ]
    address = f"GET /job/checkout/{number}/testReport/api/json"
    jenkins.answers[address] = {
        "passCount": len(tests) - len(failed),
        "failCount": len(failed),
        "skipCount": 0,
        "suites": [{"name": "pytest", "enclosingBlockNames": ["Test"], "cases": cases}],
    }


def forty(jenkins):
    """40 builds: test_rate failed twice and passed on the same commit; test_total was broken and fixed."""
    jenkins.job("checkout")
    for number in range(1, 41):
        failed = []
        if number in (10, 30):
            failed.append("test_rate")
        if number in (20, 21):
            failed.append("test_total")
        same = f"{number - 1:040x}" if number in (11, 31) else ""
        path = "src/cart.py" if number in (20, 22) else "src/search.py"
        commits = () if same else [("Change things", path)]
        lay(jenkins, number, *failed, revision=same, commits=commits)
    return jenkins
