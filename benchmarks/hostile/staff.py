"""What stands between an ask and what it changes, as in earnest: roles, the guard, the audit log."""

import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from redis import Redis as SyncRedis
from redis.asyncio import Redis
from slack_sdk.web.async_client import AsyncWebClient

from bot.deed import Marked
from bot.delivery.ledger import Ledger
from bot.intake import Intake
from bot.intent import Intent
from bot.letters import DeadLetters
from bot.local.surroundings import ROLES
from bot.queue import Bell
from bot.rights.acting import Acting, acting
from bot.rights.membership import Membership
from bot.roles import read_roles
from handlers import ROUTES
from integrations import Integrations

LEASE = 60.0  # seconds


async def _member(_user: str) -> Mapping[str, bool]:
    return {"guest": False, "is_bot": False, "deleted": False}


@dataclass(frozen=True)
class Staff:
    """The ledgers of one store; everybody's roles allow everything, so nothing is refused by them."""

    redis: Redis
    bell: Bell
    intents: Ledger
    letters: DeadLetters

    def acting(self, systems: Integrations, client: AsyncWebClient) -> Acting:
        """The way to a command's run."""
        return acting(
            systems,
            self.redis,
            Intake(self.intents, self.bell, systems.vault),
            roles=read_roles(ROLES, ROUTES.actions()),
            lookup=_member,
            groups=Membership(systems.store, client),
        )

    async def deed(self, intent: Intent) -> Marked:
        """The deed of an ask that is kept and claimed, as a worker has it."""
        await self.intents.add(intent.id, intent.body(), key=intent.key)
        claim = await self.intents.claim(intent.id, uuid.uuid4().hex)
        assert claim is not None
        return Marked(self.intents, claim)


@asynccontextmanager
async def hired(url: str, redis: Redis) -> AsyncIterator[Staff]:
    """The staff over the store at an address."""
    intents, rows = Ledger(redis, "intent", lease=LEASE), Ledger(redis, "row", lease=LEASE)
    with SyncRedis.from_url(url) as sync:
        yield Staff(redis, Bell(sync), intents, DeadLetters(intents, rows))
