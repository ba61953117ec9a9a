"""Every question to an outside system, timed in one place."""

import inspect
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from typing import Any, TypeVar, cast

from integrations.errors import IntegrationError, NotFoundError, RefusedError, UnavailableError

# The system's name, the seconds that it took, and how it ended: one of the words below.
Watch = Callable[[str, float, str], None]

GOOD = "good"
BROKEN = "broken"
OUTCOMES: tuple[tuple[type[IntegrationError], str], ...] = (
    (NotFoundError, "not_found"),
    (RefusedError, "refused"),
    (UnavailableError, "unavailable"),
    (IntegrationError, "error"),
)

System = TypeVar("System")


def watched(name: str, system: System, watch: Watch) -> System:
    """The same system, whose every asynchronous method tells `watch` how it went."""
    return cast("System", _Watched(name, system, watch))


class _Watched:
    """Stands in front of a system and passes everything on."""

    def __init__(self, name: str, system: object, watch: Watch) -> None:
        self._name = name
        self._system = system
        self._watch = watch

    def __getattr__(self, attribute: str) -> Any:  # noqa: ANN401 - it is whatever the system has
        found = getattr(self._system, attribute)
        if attribute == "close":
            return found
        if inspect.iscoroutinefunction(found):
            return self._timed(found)
        if inspect.isasyncgenfunction(found):
            return self._timed_stream(found)
        return found

    def _timed(self, method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def ask(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - as above
            start = time.perf_counter()
            outcome = BROKEN
            try:
                answer = await method(*args, **options)
                outcome = GOOD
            except IntegrationError as error:
                outcome = _word(error)
                raise
            finally:
                self._watch(self._name, time.perf_counter() - start, outcome)
            return answer

        return ask

    def _timed_stream(
        self, method: Callable[..., AsyncGenerator[Any, None]]
    ) -> Callable[..., AsyncIterator[Any]]:
        async def ask(*args: Any, **options: Any) -> AsyncIterator[Any]:  # noqa: ANN401 - as above
            start = time.perf_counter()
            outcome = BROKEN
            try:
                async with aclosing(method(*args, **options)) as pieces:
                    async for piece in pieces:
                        yield piece
                outcome = GOOD
            except GeneratorExit:  # whoever asked has heard enough
                outcome = GOOD
                raise
            except IntegrationError as error:
                outcome = _word(error)
                raise
            finally:
                self._watch(self._name, time.perf_counter() - start, outcome)

        return ask


def _word(error: IntegrationError) -> str:
    return next(word for kind, word in OUTCOMES if isinstance(error, kind))
