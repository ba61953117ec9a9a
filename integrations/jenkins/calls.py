"""One call to Jenkins: in a thread, within its time, with every failure as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote, urlsplit

from integrations.errors import NotFoundError, UnavailableError
from integrations.jenkins import paths
from integrations.jenkins.patience import OVERLOADED, Patience
from integrations.jenkins.threads import Threads

if TYPE_CHECKING:
    from integrations.jenkins.server import Server

Answer = TypeVar("Answer")

THREADS = 8  # calls at once; explaining a build makes about six
BAD_ADDRESS = "the address of Jenkins must look like https://jenkins.example"


@dataclass(frozen=True, slots=True)
class Address:
    """Where Jenkins is (without a slash at its end) and as whom to ask; an empty user: nobody."""

    base: str
    user: str
    token: str

    @property
    def where(self) -> str:
        """How errors call it; no credential is in it."""
        return f"Jenkins at {self.base}"

    @classmethod
    def parse(cls, url: str, user: str, token: str) -> Address:
        """Take user and password out of the URL, where they would end up in messages."""
        whole = urlsplit(url)
        if whole.scheme not in {"http", "https"} or not whole.hostname:
            raise ValueError(BAD_ADDRESS)
        host = whole.netloc.rpartition("@")[2]
        return cls(
            base=f"{whole.scheme}://{host}{whole.path.rstrip('/')}",
            user=user or unquote(whole.username or ""),
            token=token if user else unquote(whole.password or ""),
        )


class Calls:
    """Calls to one Jenkins; `timeout` seconds each, for the ones that may take longer of silence."""

    def __init__(self, address: Address, timeout: float) -> None:
        self.address = address
        self.timeout = timeout
        self._threads = Threads(self._connect, THREADS)

    def check(self, path: str, asked: str) -> None:
        """Refuse what cannot be a job's name before it becomes part of an address."""
        if fault := paths.fault(path):
            raise NotFoundError(paths.printable(asked), self.address.where, f"nothing: {fault}")

    async def ask(self, asked: str, work: Callable[[Server], Answer], total: float = 0.0) -> Answer:
        """What the work returns; it gets a python-jenkins that no other thread uses meanwhile."""
        patience = Patience(max(total, self.timeout), self.timeout)
        where = self.address.where

        def attempt(server: Server) -> Answer:
            from integrations.jenkins import failures  # noqa: PLC0415 - see `_connect`

            try:
                return work(server)
            except failures.FAULTS as error:
                raise failures.failure(error, asked, where, server.reply, patience) from error

        try:
            return await self._threads.run(attempt, patience)
        except TimeoutError as error:
            raise UnavailableError(asked, where, patience.came_back, OVERLOADED) from error

    def close(self) -> None:
        """End what is being asked, and the connections."""
        self._threads.close()

    def _connect(self) -> Server:
        # python-jenkins and requests take half a second to import: only a process that asks pays.
        from integrations.jenkins.server import Server  # noqa: PLC0415 - the reason is above

        return Server(self.address.base, self.address.user, self.address.token)
