"""Where the storm happens: the channels, the people, the secrets of one run."""

import secrets
from dataclasses import dataclass, field

from bot.local.workspace import Channel, Person, Seed, Team

CHANNELS = 40  # Slack takes one message a second a channel: so many a second, then
ADA = Person("U0ADALIND", "ada", "Ada Lindqvist", "admin")
PEOPLE = (ADA, *(Person(f"U0PERSON{n:02}", f"person{n:02}", f"Person {n}") for n in range(20)))


def _channel(number: int) -> Channel:
    people = tuple(person.id for person in PEOPLE)
    return Channel(f"C0CHAOS{number:02}", place(number), members=people, with_bot=True)


def place(number: int) -> str:
    """The name of a channel, and the label of what is told there."""
    return f"c{number:02}"


SEED = Seed(
    Team("T0HARBOUR", "Harbour", "harbour"), PEOPLE, tuple(_channel(n) for n in range(CHANNELS))
)


def _secret() -> str:
    return secrets.token_hex(16)


@dataclass(frozen=True)
class Secrets:
    """What the processes and their senders share."""

    bot_token: str = "xoxb-chaos"
    signing: str = field(default_factory=_secret)
    jenkins: str = field(default_factory=_secret)
    alertmanager: str = field(default_factory=_secret)
