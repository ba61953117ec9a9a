"""Waiting until something is so, by looking."""

import asyncio
from collections.abc import Awaitable, Callable


async def until(so: Callable[[], Awaitable[bool]], every: float, patience: float) -> bool:
    """Look every so many seconds; False where it is not so after `patience` seconds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience
    while loop.time() < deadline:
        if await so():
            return True
        await asyncio.sleep(every)
    return False
