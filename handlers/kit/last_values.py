"""What somebody filled in last time, so that the same form begins with it. Never a secret.

Whoever keeps values leaves secrets out before; here they are only counted and cut.
"""

from collections.abc import Mapping

from integrations.errors import IntegrationError
from integrations.store import Store

SHELF = "last-values"  # a Slack user id -> {a form's name: {a field's name: its value}}
FORMS = 20  # forms a person, the last ones
FIELDS = 40  # values of one form
LONGEST = 300  # characters of one value: what is longer is left out


async def keep(store: Store, user: str, form: str, values: Mapping[str, str]) -> None:
    """Keep what somebody gave in a form; nobody is kept from anything by a failure here."""
    short = {name: value for name, value in values.items() if len(value) <= LONGEST}
    try:
        known = dict(await store.get(SHELF, user) or {})
        known.pop(form, None)
        known[form] = dict(list(short.items())[:FIELDS])
        await store.put(SHELF, user, dict(list(known.items())[-FORMS:]))
    except IntegrationError:
        return


async def of(store: Store, user: str, form: str) -> Mapping[str, str]:
    """What somebody gave in that form last time; nothing while the store does not answer."""
    try:
        known = await store.get(SHELF, user)
    except IntegrationError:
        return {}
    given = (known or {}).get(form)
    return {str(name): str(value) for name, value in given.items()} if given else {}
