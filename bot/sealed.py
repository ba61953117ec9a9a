"""Secrets on their way: what somebody typed into a secret field is encrypted wherever an ask waits.

Between the form and the worker an ask lies in the store, and in the store's file on disk longer than
that. Without SECRET_KEY it lies there as it came.
"""

from collections.abc import Callable, Mapping
from typing import Any

from bot.intent import Intent
from handlers.kit import Ask
from integrations.vault import Vault

Body = Mapping[str, Any]


def sealed(intent: Intent, vault: Vault) -> Body:
    """An intent's body as it is kept."""
    body = intent.body()
    if not vault.has_key or not isinstance(intent.what, Ask) or not intent.what.secrets:
        return body
    return _with(body, vault.seal)


def opened(body: Body, vault: Vault) -> Intent:
    """The intent back; a secret that this key does not open is empty, and asked for again."""
    if not vault.has_key or not body.get("ask", {}).get("secrets"):
        return Intent.read(body)
    return Intent.read(_with(body, lambda value, about: vault.open(value, about) or ""))


def _with(body: Body, change: Callable[[str, str], str]) -> Body:
    """The body with its secrets changed; each belongs to this intent and this field alone."""
    ask = body["ask"]
    settings = {
        name: change(value, f"{body['key']}\n{name}") if name in ask["secrets"] and value else value
        for name, value in ask["settings"].items()
    }
    return {**body, "ask": {**ask, "settings": settings}}
