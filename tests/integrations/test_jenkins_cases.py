"""What each test of a build did, and how many tests builds had."""

from jenkins_answers import asking, serving

from integrations.jenkins import TestCase, TestCount


def case(name, status, suite="tests.test_cart"):
    return {"className": suite, "name": name, "status": status}


async def test_each_test_with_what_it_did():
    """Jenkins's five words are three; the blocks of the pipeline tell where it ran."""
    cases = [
        case("test_a", "PASSED"),
        case("test_b", "FIXED"),
        case("test_c", "FAILED", None),
        case("test_d", "REGRESSION"),
        case("test_e", "SKIPPED"),
        case("test_f", "WHATEVER"),
    ]
    suite = {"name": "pytest", "enclosingBlockNames": ["linux", "Test"], "cases": cases}
    report = {"GET /job/team/job/api/7/testReport/api/json": {"suites": [suite]}}
    async with serving(report) as site, asking(site.url) as jenkins:
        told = await jenkins.cases("team/api", 7)
        none = await jenkins.cases("team/api", 8)

    where = "Test / linux"
    assert told == (
        TestCase("tests.test_cart", "test_a", "passed", where),
        TestCase("tests.test_cart", "test_b", "passed", where),
        TestCase("pytest", "test_c", "failed", where),
        TestCase("tests.test_cart", "test_d", "failed", where),
        TestCase("tests.test_cart", "test_e", "skipped", where),
    )
    assert none == ()
    assert "errorStackTrace" not in site.requests[0].query_string


async def test_a_matrix_tells_its_cells():
    """The same test in two cells is two; a Maven module is no cell."""
    children = [
        {"child": {"url": f"http://ci/job/matrix/{cell}/7/"}, "result": {"suites": [
            {"name": "s", "cases": [case("test_a", "PASSED")]}]}}
        for cell in ("os=linux,py=3", "os=windows,py=3", "com.acme$core")
    ]  # fmt: skip
    report = {"GET /job/matrix/7/testReport/api/json": {"childReports": children}}
    async with serving(report) as site, asking(site.url) as jenkins:
        told = await jenkins.cases("matrix", 7)

    assert [each.place for each in told] == ["os=linux,py=3", "os=windows,py=3", ""]


async def test_the_counts_of_many_builds_come_in_one_request():
    """Builds without a report are left out."""
    builds = [
        {"number": 9, "actions": [{}, {"failCount": 2, "skipCount": 1, "totalCount": 812}]},
        {"number": 8, "actions": [{"causes": []}]},
        {"number": 7, "actions": [{"totalCount": 800}]},
    ]
    jobs = {"GET /job/checkout/api/json": {"allBuilds": builds}}
    async with serving(jobs) as site, asking(site.url) as jenkins:
        told = await jenkins.counts("checkout", 200)

    assert told == {9: TestCount(812, 2, 1), 7: TestCount(800, 0, 0)}
    assert len(site.asked) == 1
