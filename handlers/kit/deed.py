"""What an ask changes in the world: written down before it is done, for whoever comes after a crash."""

from collections.abc import Mapping
from typing import Any, Protocol


class Deed(Protocol):
    """One change of the world over all tries of the ask that wants it.

    `id` is the same at every try. `before` is what an earlier try wrote down, None where none did;
    `seconds` is how long ago that was first done.
    """

    @property
    def id(self) -> str: ...

    @property
    def before(self) -> Mapping[str, Any] | None: ...

    @property
    def seconds(self) -> float: ...

    async def write(self, plan: Mapping[str, Any]) -> None:
        """Keep what is about to be done; it is read as `before` if this try does not end well."""
