"""Ask Jenkins: the one class the rest of the house knows it by."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from integrations.errors import NotFoundError, UnansweredError, UnavailableError
from integrations.jenkins import cases, inputs, paths, pipeline, presence, trees, underway
from integrations.jenkins.calls import Address, Calls
from integrations.jenkins.cases import TestCase, TestCount
from integrations.jenkins.console import copy, last
from integrations.jenkins.inputs import Input
from integrations.jenkins.leaves import leaves, whole
from integrations.jenkins.orders import Order, begun, waiting
from integrations.jenkins.reading import number, part, parts, text
from integrations.jenkins.underway import UnderWay, under_way
from integrations.jenkins.values import Build, Finished, Job, QueueItem, Stage, TestReport

if TYPE_CHECKING:
    from integrations.jenkins.server import Server

Answer = TypeVar("Answer")

CONSOLE = 120.0  # seconds for a whole console, or for all the logs of a stage
LOOK_FIRST = "Jenkins may have taken the order all the same: look before you repeat it."


class Jenkins:
    """Jenkins at one address, asked through python-jenkins in threads of its own.

    Names of jobs are full names, "team/api". Every method raises the kinds of IntegrationError
    and nothing else, within `timeout` seconds (a console: of silence). Addresses found in answers
    are never followed: every request goes below the address given here. `url` may carry user and
    password; an empty user asks as nobody.
    """

    def __init__(self, url: str, user: str = "", token: str = "", *, timeout: float = 8.0) -> None:
        """The address, whom to ask as (an API token serves as password), and seconds to wait."""
        self._calls = Calls(Address.parse(url, user, token), timeout)
        self._ask = self._calls.ask
        self.base = self._calls.address.base
        self.where = self._calls.address.where
        self.user = self._calls.address.user

    async def jobs(self) -> tuple[Job, ...]:
        """Every job that builds, folders and multibranch projects flattened, in Jenkins's order.

        Of a job in this list `description`, `parameters` and `building` of others than the last
        build are not asked for: `job` tells them.
        """
        found = await self._ask("its jobs", lambda server: leaves(server, trees.LISTED))
        return tuple(Job.from_api(data, path, self.base) for path, data in found)

    async def finished(self) -> tuple[Finished, ...]:
        """The last completed build of every job that has one."""
        found = await self._ask(
            "its finished builds", lambda server: leaves(server, trees.COMPLETED)
        )
        done = ((path, part(data, "lastCompletedBuild")) for path, data in found)
        return tuple(
            Finished(path, count, text(build, "result"))
            for path, build in done
            if (count := number(build, "number")) is not None
        )

    async def job(self, path: str) -> Job:
        """One job, with its parameters. A folder is one too, of kind "folder"."""
        asked = f"the job {path}"
        self._calls.check(path, asked)
        data = await self._ask(asked, lambda server: whole(server.get_job_info(path)))
        return Job.from_api(data, path, self.base)

    async def build(self, path: str, number: int | None = None) -> Build:
        """One build; without a number the last one, which may be running."""
        asked = f"the last build of {path}" if number is None else f"the build {path} #{number}"
        self._calls.check(path, asked)
        which = "lastBuild" if number is None else number
        data = await self._ask(asked, lambda server: whole(server.get_build_info(path, which)))
        return Build.from_api(data, path, self.base)

    async def builds(self, path: str, limit: int = 20) -> tuple[Build, ...]:
        """The newest builds, newest first, with their causes and commits, in one request."""
        asked = f"the builds of {path}"
        self._calls.check(path, asked)
        item, query = paths.below(path), trees.builds_query(limit)
        data = await self._ask(asked, lambda server: whole(server.get_info(item, query)))
        found = (*parts(data, "builds"), *parts(data, "allBuilds"))
        return tuple(Build.from_api(each, path, self.base) for each in found)

    async def stages(self, path: str, number: int) -> tuple[Stage, ...]:
        """The stages of a pipeline's build; () when it has none or Jenkins lacks the plugin."""
        asked = f"the stages of {path} #{number}"
        self._calls.check(path, asked)
        data = await self._ask(
            asked, lambda server: whole(server.get_build_stages(path, number) or {})
        )
        return tuple(Stage.from_api(each) for each in parts(data, "stages"))

    async def tests(self, path: str, number: int) -> TestReport | None:
        """What the build's tests said; None when it published no report (or does not exist)."""
        asked = f"the tests of {path} #{number}"
        self._calls.check(path, asked)
        data = await self._ask(
            asked,
            lambda server: whole(
                server.get_build_test_report(path, number, tree=trees.TESTS) or {}
            ),
        )
        return TestReport.from_api(data) if data else None

    async def cases(self, path: str, number: int) -> tuple[TestCase, ...]:
        """What every test of the build did; () when it published no report (or does not exist)."""
        asked = f"what each test of {path} #{number} did"
        self._calls.check(path, asked)
        data = await self._ask(
            asked,
            lambda server: whole(server.get_build_test_report(path, number, tree=cases.TREE) or {}),
        )
        return tuple(cases.cases(data))

    async def counts(self, path: str, limit: int = 20) -> dict[int, TestCount]:
        """How many tests each of the newest builds had, those without a report left out."""
        asked = f"how many tests the builds of {path} had"
        self._calls.check(path, asked)
        item, query = paths.below(path), trees.newest_query(limit, cases.COUNTS)
        data = await self._ask(asked, lambda server: whole(server.get_info(item, query)))
        return cases.counts((*parts(data, "builds"), *parts(data, "allBuilds")))

    async def console(
        self, path: str, number: int, into: BinaryIO, *, limit: int = 256 << 20
    ) -> int:
        """Write the console, as bytes, into a file, and return the console's size.

        It is streamed: memory stays flat whatever the size. When the size returned is over
        `limit`, the file holds the first and the last half of the limit, and between them a line
        that says how many bytes are missing. A running build gives what it has said so far. The
        file is written from another thread, and not after this call has ended.
        """

        def work(server: Server) -> int:
            with tempfile.TemporaryFile() as spare:
                return copy(_console(server, path, number), into, limit, spare)

        asked = f"the console of {path} #{number}"
        self._calls.check(path, asked)
        return await self._ask(asked, work, CONSOLE)

    async def tail(self, path: str, number: int, *, bytes: int = 64 << 10) -> bytes:
        """The last bytes of the console."""
        asked = f"the end of the console of {path} #{number}"
        self._calls.check(path, asked)
        size = bytes
        return await self._ask(
            asked, lambda server: last(_console(server, path, number), size), CONSOLE
        )

    async def stage_log(self, path: str, number: int, stage_id: str) -> str:
        """What the steps of a stage wrote, as far as the Stage View plugin tells."""
        asked = f"the log of stage {stage_id} of {path} #{number}"
        self._calls.check(path, asked)
        if not (stage_id.isascii() and stage_id.isdigit()):
            raise NotFoundError(asked, self.where, "nothing: a stage's id is a number")
        node = f"{paths.below(path)}/{number}/execution/node/"
        return await self._ask(
            asked, lambda server: pipeline.stage_log(server.ask, node, stage_id), CONSOLE
        )

    async def trigger(self, path: str, parameters: Mapping[str, str]) -> int:
        """Order a build, and return the id of its queue item. It is never ordered twice.

        UnansweredError where no whole answer came: `orders` shows whether it was taken.
        """
        return await self._order(
            path, f"to build {path}", lambda server: server.start(path, parameters)
        )

    async def _order(self, path: str, asked: str, work: Callable[[Server], Answer]) -> Answer:
        """Give an order once. UnansweredError where nobody can tell whether it was carried out."""
        self._calls.check(path, asked)
        given = [True]  # until the one who gives it knows better

        def order(server: Server) -> Answer:
            try:
                return work(server)
            finally:
                given[0] = server.ordered

        try:
            return await self._ask(asked, order)
        except UnavailableError as error:
            if not given[0]:
                raise
            raise UnansweredError(asked, error.where, error.came_back, LOOK_FIRST) from error

    async def orders(self, path: str, limit: int = 50) -> tuple[Order, ...]:
        """What waits in the queue for a job, and its newest builds, as orders somebody gave.

        The queue is asked first: what leaves it meanwhile is found among the builds.
        """
        asked = f"the queue and the builds of {path}"
        self._calls.check(path, asked)

        def look(server: Server) -> tuple[Order, ...]:
            queue = whole(server.get_info("queue", trees.QUEUE))
            builds = whole(server.get_info(paths.below(path), trees.orders_query(limit)))
            return (*waiting(queue, path), *begun(builds))

        return await self._ask(asked, look)

    async def queued(self, item: int) -> QueueItem:
        """How an order stands."""
        asked = f"the queue item {item}"
        data = await self._ask(asked, lambda server: whole(server.get_queue_item(item)))
        return QueueItem.from_api(data)

    async def under_way(self) -> tuple[UnderWay, ...]:
        """Every build that waits in the queue or runs, in two requests.

        The queue is asked first: what leaves it meanwhile is found on an executor.
        """

        def look(server: Server) -> tuple[UnderWay, ...]:
            queue = whole(server.get_info("queue", underway.WAITING))
            return under_way(queue, whole(server.get_info("computer", underway.RUNNING)))

        return await self._ask("its queue and its executors", look)

    async def inputs(self, path: str, number: int) -> tuple[Input, ...]:
        """What a build waits for people to answer; () where it asks nothing or is no pipeline."""
        asked = f"the inputs of {path} #{number}"
        self._calls.check(path, asked)
        below = f"{paths.below(path)}/{number}/wfapi/pendingInputActions"
        try:
            return inputs.pending(await self._ask(asked, lambda server: server.ask(below)))
        except NotFoundError:
            return ()

    async def proceed(
        self, path: str, number: int, input: Input, values: Mapping[str, str | bool]
    ) -> None:
        """Answer an input with its values: the build goes on.

        RefusedError where somebody else has to, NotFoundError where it was answered before.
        """
        verb = "submit" if values else "proceedEmpty"
        form = inputs.form(values, input.proceed) if values else {}
        await self._settle(path, number, input.id, verb, form)

    async def reject(self, path: str, number: int, input: Input) -> None:
        """Answer an input with no: the build is aborted. Raises as `proceed` does."""
        await self._settle(path, number, input.id, "abort", {})

    async def _settle(
        self, path: str, number: int, id: str, verb: str, form: Mapping[str, str]
    ) -> None:
        build = paths.address("", path, number).strip("/")
        address = inputs.below(build, id, verb)
        asked = f"to answer the input {paths.printable(id)} of {path} #{number}"
        await self._order(path, asked, lambda server: server.settle(address, form))

    async def stop(self, path: str, number: int) -> None:
        """Abort a running build; one that has ended stays as it is."""
        await self._order(
            path, f"to stop the build {path} #{number}", lambda server: server.halt(path, number)
        )

    async def ping(self) -> str:
        """ "Jenkins 2.516.3 as ada: read, build": its version, whom it takes us for, our rights."""
        return await self._ask(
            "a sign of life",
            lambda server: presence.look(server, anonymous=not self._calls.address.user),
        )

    async def whoami(self) -> str:
        """The id under which Jenkins knows us; RefusedError where it does not take the login."""
        me = await self._ask("who we are", lambda server: whole(server.get_whoami()))
        return text(me, "id")

    async def known_as(self, user: str, token: str) -> str:
        """The id under which Jenkins knows this login; RefusedError where it does not take it."""
        other = self.as_user(user, token)
        try:
            return await other.whoami()
        finally:
            await other.close()

    def as_user(self, user: str, token: str) -> Jenkins:
        """The same Jenkins, asked as somebody else; whoever opens it closes it."""
        return Jenkins(self.base, user, token, timeout=self._calls.timeout)

    async def close(self) -> None:
        """End what is being asked, and the connections."""
        self._calls.close()


def _console(server: Server, path: str, number: int) -> Iterator[bytes]:
    return server.follow(f"{paths.below(path)}/{number}/consoleText")
