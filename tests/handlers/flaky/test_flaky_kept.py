"""What was read of reports stays, small; several jobs at once; people's words."""

import asyncio
from datetime import UTC, datetime

from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from handlers.flaky import flaky_of
from handlers.flaky.kept import keep as keep_outcomes
from handlers.flaky.kept import named, packed, recall, unpacked
from handlers.flaky.marks import mark, marks_of
from handlers.flaky.runs import Outcomes
from integrations.jenkins import Build

SINCE = datetime(2026, 10, 6, tzinfo=UTC)


@given(st.frozensets(st.text()))
def test_a_set_of_tests_is_kept_whole(tests):
    """Whatever the names hold; its name is that of no other set."""
    assert unpacked(packed(tests)) == tests
    assert named(tests) != named(tests | {"\0one more"})


def test_fifty_thousand_tests_take_little_room():
    """Under half a megabyte, and a second build of the same tests next to nothing."""
    tests = [
        f"\tcom.acme.shop.module{n % 300}.CartTest{n % 900}\tkeepsItem{n}" for n in range(50_000)
    ]

    assert len(packed(tests)["tests"]) < 500_000


async def test_what_is_kept_comes_back(use):
    """Failed, passed, and both within one build; another build has nothing."""
    store = use.systems.store
    outcomes = Outcomes(frozenset({"a", "b"}), frozenset({"c"}), frozenset({"b"}))
    await keep_outcomes(store, Build("checkout", 5), outcomes)

    assert await recall(store, Build("checkout", 5), {}) == outcomes
    assert await recall(store, Build("checkout", 6), {}) is None


async def test_two_people_at_once_both_keep_their_word(use):
    """Marks of one job are one record, and none is lost."""
    store = use.systems.store
    await asyncio.gather(*(mark(store, "checkout", f"test_{n}", True, "U1ADA") for n in range(8)))

    assert sorted(await marks_of(store, "checkout")) == [f"test_{n}" for n in range(8)]


@freeze_time("2026-10-13", real_asyncio=True)
async def test_several_jobs_and_one_that_is_gone(use, jenkins):
    """The digest has the flaky tests of all jobs, and says which one it could not read."""
    for job in ("checkout", "team/api"):
        jenkins.job(job)
        for number in range(1, 12):
            failed = number == 6
            counts = {"failCount": int(failed), "skipCount": 0, "totalCount": 1}
            revision = f"{6 if number == 7 else number:040x}"
            jenkins.build(
                job,
                number,
                "UNSTABLE" if failed else "SUCCESS",
                timestamp=1_791_500_000_000 + number * 3_600_000,
                actions=[counts, {"lastBuiltRevision": {"SHA1": revision, "branch": []}}],
            )
            status = "FAILED" if failed else "PASSED"
            case = {"className": "t", "name": f"test_{job[:4]}", "status": status}
            address = "".join(f"/job/{part}" for part in job.split("/"))
            jenkins.answers[f"GET {address}/{number}/testReport/api/json"] = {
                "suites": [{"cases": [case]}]
            }

    told = await flaky_of(use, ["checkout", "gone", "team/api"], SINCE)

    assert [(each.job, each.test) for each in told.worst] == [
        ("checkout", "t.test_chec"),
        ("team/api", "t.test_team"),
    ]
    assert told.new == told.worst
    assert told.resolved == ()
    assert len(told.gaps) == 1
    assert "the builds of gone" in told.gaps[0]
