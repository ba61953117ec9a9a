"""`/ops approve` and `/ops decline`: the second person's word on what somebody else asked for."""

from handlers.kit import Arguments, Ask, Event, Reply, Routes, Use

LOOK = 30.0  # seconds between two looks for requests whose time is over

routes = Routes()


@routes.command("ops approve", "REQUEST", example="ops approve 3f2a91c0b7d4")
async def approve(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Approve what somebody else asked for; it runs at once, in their name.

    REQUEST is the id behind the button of the message that asks for a second person. Who approves
    must hold the same grant, and nobody approves for themselves.
    """
    return await use.authority.decide(words.text("REQUEST"), ask, approve=True)


@routes.command("ops decline", "REQUEST", example="ops decline 3f2a91c0b7d4")
async def decline(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Decline what somebody else asked for, or take back what you asked for yourself."""
    return await use.authority.decide(words.text("REQUEST"), ask, approve=False)


@routes.event("ops.overdue", every=LOOK)
async def overdue(event: Event, use: Use) -> Reply:
    """Take the buttons away from requests that nobody decided in time."""
    return await use.authority.overdue(event.key)
