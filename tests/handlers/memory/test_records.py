"""What is kept of failures: bounded, harmless when it is done twice or at once, readable by others."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from handlers.memory import storage
from handlers.memory.count import absorbed, mended, seen, spoken, told
from handlers.memory.failure import (
    BUILDS,
    FIXES,
    JOBS,
    SAYINGS,
    WORDS,
    Failure,
    Fix,
    Said,
    Sighting,
    Spoken,
    read,
    written,
)
from integrations.store import Store

EMPTY = Failure("0" * 16, "test", "It fails.", "E assert 3 == 2")
DAY = "2026-03-{:02}T08:00:00+00:00"


@pytest.fixture
async def store(valkey):
    """An empty store."""
    async with Redis.from_url(valkey, db=9) as redis:
        yield Store(redis, "the tests' Valkey")


def many(failure, builds):
    """The failure after builds of (job, number, day)."""
    for job, number, day in builds:
        failure = seen(failure, job, Sighting(number, DAY.format(day)))
    return failure


BUILD = st.tuples(st.sampled_from(["a", "b", "red/a"]), st.integers(1, 20), st.integers(1, 28))


@given(st.lists(BUILD, max_size=40), st.randoms())
def test_each_build_counts_once_in_any_order(builds, chance):
    """However often and whenever it is told; first and last are those of all that counted."""
    once = {(job, number): day for job, number, day in reversed(builds)}
    repeated = [*builds, *chance.sample(builds, len(builds))]
    failure = many(EMPTY, repeated)

    assert failure.count == len(once)
    if once:
        assert failure.first == DAY.format(min(once.values()))
        assert failure.last == DAY.format(max(once.values()))
    assert {(each.job, b.number) for each in failure.where for b in each.builds} == set(once)


@given(st.lists(st.integers(1, 200), min_size=1, max_size=120))
def test_what_is_kept_of_a_job_is_bounded_and_never_counts_twice(numbers):
    """Builds older than those that are kept are taken for counted."""
    failure = many(EMPTY, [("a", number, 1) for number in numbers])

    assert len(failure.where[0].builds) <= BUILDS
    assert failure.count <= len(set(numbers))
    assert many(failure, [("a", number, 1) for number in numbers]) == failure


JOBS_BUILDS = st.tuples(st.integers(0, 40), st.integers(1, 3), st.integers(1, 28))


@given(st.lists(JOBS_BUILDS, max_size=90, unique_by=lambda build: build[:2]))
def test_jobs_are_bounded_and_never_count_twice(builds):
    """The jobs that failed last are kept; a build ends once, so that it has one day."""
    named = [(f"job{job}", number, day) for job, number, day in builds]
    failure = many(EMPTY, named)

    assert len(failure.where) <= JOBS
    assert failure.count <= len({build[:2] for build in named})
    assert many(failure, named).count == failure.count


@given(st.lists(BUILD, max_size=15), st.lists(BUILD, max_size=15))
def test_two_failures_are_merged_once(ours, theirs):
    """The counts add up, whatever is done again."""
    one = many(EMPTY, ours)
    other = many(replace(EMPTY, id="1" * 16), theirs)
    both = absorbed(one, other)

    assert both.count == one.count + other.count
    assert absorbed(both, other) == both
    assert both.merged == (other.id,)


def test_fixes_sayings_and_words_are_bounded():
    """The newest stay."""
    failure = EMPTY
    for n in range(1, 29):
        failure = mended(failure, Fix("a", n, DAY.format(n), DAY.format(n)))
        failure = told(failure, Said("cause", f"{n}", "U1", DAY.format(n), f"folder{n}/a"))
        failure = spoken(failure, Spoken(f"folder{n}", "en", f"a #{n}", f"{n}"))

    assert [each.number for each in failure.fixes] == list(range(28, 28 - FIXES, -1))
    assert [each.text for each in failure.said] == [str(n) for n in range(29 - SAYINGS, 29)]
    assert [each.cause for each in failure.words] == [str(n) for n in range(29 - WORDS, 29)]


@given(st.lists(BUILD, max_size=10), st.text(max_size=40))
def test_a_record_is_read_as_it_was_written(builds, words):
    """And a newer release's keys, at any depth, are passed over."""
    failure = told(many(EMPTY, builds), Said("fix", words, "U1", DAY.format(1), "a", "https://x"))
    failure = mended(failure, Fix("a", 3, DAY.format(2), DAY.format(1)))
    record = written(spoken(failure, Spoken("", "en", "a #1", "It.", leans=("x",))))
    record["mood"] = 1
    for listed in ("where", "fixes", "said", "words"):
        for each in record[listed]:
            each["colour"] = "blue"

    assert written(read(record)) == written(
        spoken(failure, Spoken("", "en", "a #1", "It.", leans=("x",)))
    )


async def test_builds_that_fail_at_once_are_all_counted(store):
    """Whoever is slower looks again."""
    await asyncio.gather(
        *(
            storage.changed(
                store,
                EMPTY.id,
                lambda failure, n=n: seen(failure, "a", Sighting(n, DAY.format(1))),
                EMPTY,
            )
            for n in range(1, 9)
        )
    )
    ((known),) = await storage.everything(store)
    assert known.count == 8


async def test_of_too_many_the_oldest_are_forgotten_first(store, monkeypatch):
    """But what somebody said something of stays longest; its log goes with it."""
    monkeypatch.setattr(storage, "MOST", 3)
    for n in range(1, 6):
        failure = many(replace(EMPTY, id=f"{n:016x}"), [("a", n, n)])
        if n == 1:
            failure = told(failure, Said("fix", "x", "U1", DAY.format(1), "a"))
        await store.put(storage.SHELF, failure.id, written(failure))
        await storage.keep_log(store, failure.id, {"lines": ["x"]})

    await storage.bounded(store, await storage.everything(store))

    left = [int(each.id, 16) for each in await storage.everything(store)]
    assert left == [5, 4, 1]
    assert sorted(int(id, 16) for id in await store.all(storage.LOGS)) == [1, 4, 5]
