"""JUnit XML into Jenkins's test report."""

from bot.local.jenkins.junit import read, report

XML = """<testsuites><testsuite name="tests.test_money">
<testcase classname="tests.test_money.MoneyTest" name="test_adds" time="0.002"/>
<testcase classname="tests.test_money.MoneyTest" name="test_rounds" time="0.5">{}</testcase>
<testcase classname="tests.test_money.MoneyTest" name="test_later"><skipped/></testcase>
</testsuite></testsuites>"""
FAILURE = '<failure message="AssertionError: 1 != 2">Traceback\n  1 != 2</failure>'


def cases(path, fault):
    path.write_text(XML.format(fault))
    return read([path])


def test_a_failure_ages_until_it_is_fixed(tmp_path):
    """Regression in the build it begins in, failed after, fixed at once when it passes."""
    bad, good = cases(tmp_path / "bad.xml", FAILURE), cases(tmp_path / "good.xml", "")
    first = report(bad, 7, None)
    second = report(bad, 8, first)
    third = report(good, 9, second)
    key = ("tests.test_money.MoneyTest", "test_rounds")

    assert (first.failed, first.skipped, len(first.cases)) == (1, 1, 3)
    assert first.failed_since == second.failed_since == {key: 7}
    assert first.status(bad[1], 7) == "REGRESSION"
    assert second.status(bad[1], 8) == "FAILED"
    assert third.status(good[1], 9) == "FIXED"
    assert [third.status(case, 9) for case in good[::2]] == ["PASSED", "SKIPPED"]
    assert (bad[1].message, bad[1].trace) == ("AssertionError: 1 != 2", "Traceback\n  1 != 2")
