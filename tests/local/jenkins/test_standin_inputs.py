"""The input step of the local Jenkins, asked and answered by the client that the bot uses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from standin_server import READER, READER_TOKEN, TOKEN, USER, Server, serving, wait_for

from bot.local.jenkins import catalogue
from bot.local.jenkins.jobs import Parameter, Question
from integrations.errors import NotFoundError, RefusedError
from integrations.jenkins import Input, Jenkins
from integrations.jenkins.jobs import Parameter as Asked

RELEASE = replace(catalogue.RELEASE, opening=())
VALUES = (
    Parameter("where", "choice", default="north", choices=("north", "south")),
    Parameter("fast", "boolean", default="true"),
)


@contextmanager
def asking(tmp_path: Path, **question: object) -> Iterator[tuple[Server, int]]:
    """A pipeline that has come to its question; gives the server and the build's number."""
    package, publish = RELEASE.stages
    asked = replace(publish.question or Question("", ""), **question)
    job = replace(RELEASE, stages=(package, replace(publish, question=asked)))
    with serving(tmp_path, (job,)) as server:
        client = server.client()
        item = client.build_job("release")
        number = wait_for(lambda: client.get_queue_item(item).get("executable"))["number"]
        wait_for(lambda: _open(server))
        yield server, number


def _open(server: Server) -> bool:
    return bool(server.standin.machine.jobs["release"].builds[0].pending)


def _result(server: Server) -> str | None:
    return server.standin.machine.jobs["release"].builds[0].result


async def test_a_pipeline_that_asks_is_told_and_goes_on_when_it_is_answered(tmp_path: Path) -> None:
    """Its stage is paused; who approved it stands in the log; the same answer twice is one."""
    with asking(tmp_path) as (server, number):
        jenkins = Jenkins(server.url, USER, TOKEN)
        [asked] = await jenkins.inputs("release", number)
        assert asked == Input("Publish", "Publish the till to all shops?", "Publish")
        stages = await jenkins.stages("release", number)
        assert [(stage.name, stage.status) for stage in stages] == [
            ("Checkout", "SUCCESS"),
            ("Package", "SUCCESS"),
            ("Publish", "PAUSED_PENDING_INPUT"),
        ]

        await jenkins.proceed("release", number, asked, {})
        assert wait_for(lambda: _result(server)) == "SUCCESS"
        assert await jenkins.inputs("release", number) == ()
        assert b"Approved by Pilot" in await jenkins.tail("release", number)
        with pytest.raises(NotFoundError):
            await jenkins.proceed("release", number, asked, {})
        await jenkins.close()


async def test_a_declined_build_is_aborted(tmp_path: Path) -> None:
    """The log says by whom."""
    with asking(tmp_path) as (server, number):
        jenkins = Jenkins(server.url, USER, TOKEN)
        [asked] = await jenkins.inputs("release", number)
        await jenkins.reject("release", number, asked)
        assert wait_for(lambda: _result(server)) == "ABORTED"
        assert b"Rejected by Pilot" in await jenkins.tail("release", number)
        await jenkins.close()


async def test_who_is_not_on_the_list_is_refused_in_jenkinss_words(tmp_path: Path) -> None:
    """The build goes on waiting; so it does for somebody who may only look."""
    with asking(tmp_path, submitters=("grace",)) as (server, number):
        jenkins = Jenkins(server.url, USER, TOKEN)
        [asked] = await jenkins.inputs("release", number)
        with pytest.raises(RefusedError) as refused:
            await jenkins.proceed("release", number, asked, {})
        assert str(refused.value) == (
            f"Asked Jenkins at {jenkins.base} to answer the input Publish of release #{number}"
            " and got You need to be grace to submit this. Jenkins keeps the list of who may answer"
            " this input."
        )
        reader = jenkins.as_user(READER, READER_TOKEN)
        with pytest.raises(RefusedError):
            await reader.proceed("release", number, asked, {})
        assert _open(server)
        await reader.close()
        await jenkins.close()


async def test_values_reach_the_pipeline(tmp_path: Path) -> None:
    """What the question wants is told with its kinds; what was answered is in the build's surroundings."""
    with asking(tmp_path, parameters=VALUES) as (server, number):
        jenkins = Jenkins(server.url, USER, TOKEN)
        [asked] = await jenkins.inputs("release", number)
        assert asked.parameters == (
            Asked("where", "choice", "north", ("north", "south")),
            Asked("fast", "boolean", "true"),
        )
        await jenkins.proceed("release", number, asked, {"where": "south", "fast": False})
        assert wait_for(lambda: _result(server)) == "SUCCESS"
        build = server.standin.machine.jobs["release"].builds[0]
        assert build.parameters == {"where": "south", "fast": "false"}
        await jenkins.close()


async def test_what_waits_and_what_runs_is_told_in_two_requests(tmp_path: Path) -> None:
    """A build that runs with its place in the queue; behind it one that waits, and why."""
    job = replace(catalogue.NIGHTLY, opening=(), concurrent=False)
    with serving(tmp_path, (job,)) as server:
        jenkins = Jenkins(server.url, USER, TOKEN)
        first = await jenkins.trigger("nightly", {"rounds": "30"})
        wait_for(lambda: server.standin.machine.jobs["nightly"].builds)
        second = await jenkins.trigger("nightly", {"rounds": "31"})
        server.run(_until_due(server))

        waits, runs = await jenkins.under_way()
        assert (waits.job, waits.item, waits.number) == ("nightly", second, None)
        assert waits.why == "Build #1 is already in progress (ETA: N/A)"
        assert (runs.job, runs.item, runs.number) == ("nightly", first, 1)
        await jenkins.close()


async def _until_due(server: Server) -> None:
    """Let the quiet period of what waits be over."""
    machine = server.standin.machine
    for item in machine.items:
        item.due = machine.clock()
    machine.dispatch()
