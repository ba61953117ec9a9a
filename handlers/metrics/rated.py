"""Keep a query that the model wrote, so that people may say whether it was a good one."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from handlers.citing import Evidence, feedback
from handlers.kit import Ask, Use
from handlers.metrics.catalogue import Known
from handlers.metrics.prompt import line_of
from integrations.errors import IntegrationError

MOST = 20  # metrics that are kept beside the question, the nearest ones


async def kept(use: Use, ask: Ask, question: str, given: Sequence[Known], query: str) -> str:
    """The id under which the query may be rated; empty where it cannot be kept.

    Of a private conversation no word is kept, nor where nobody can tell whether it is one.
    """
    model = use.systems.model
    if model is None:
        return ""
    id = secrets.token_hex(6)
    evidence = tuple(
        Evidence(f"t{at}", "entry", line_of(each), "", 1.0)
        for at, each in enumerate(given[:MOST], start=1)
    )
    try:
        await feedback.keep(
            use.systems.store,
            id,
            datetime.now(UTC),
            model=model.model,
            question=question,
            evidence=evidence,
            answer=(query,),
            private=await _is_private(use, ask),
        )
    except IntegrationError:
        return ""
    return id


async def _is_private(use: Use, ask: Ask) -> bool:
    try:
        return await use.talk.is_private(ask.channel)
    except IntegrationError:
        return True
