"""A person's Home tab: what of all systems is theirs. It stands over the subjects and reads them.

- `page` (the whole, when the tab is opened), `builds` (my builds, broken jobs that I touched, out of
  Jenkins), `kept` (incidents, subscriptions, recent answers, out of the store).
"""

from handlers.home.page import routes

__all__ = ["routes"]
