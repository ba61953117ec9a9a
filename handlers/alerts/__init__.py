"""Alerts: what fires, which channel hears of it, and silences that are Alertmanager's own.

- Alerts that fire: `listing` (`/prom alerts`), `filters` (matchers as people type them).
- News of them: `group` (what a webhook tells), `episode` (how reports add up), `announce` (the
  cards' way to the channels), `reconcile` and `unheard` (what no webhook told), `subscriptions` and
  `subscribe`.
- The card: `card`, `describe` (alerts in words), `steps` (its buttons), `picture` (what
  it measures), `changes_before` (builds and commits before it), `address` (what may be a link).
- Silences: `silence` (`/prom silence`), `silence_request` (what was typed behind it), `silences`
  (the list and their ends), `silence_record` (who made which, where), `silence_reminder`.
"""

from handlers.alerts import (
    announce,
    listing,
    reconcile,
    silence,
    silence_reminder,
    silences,
    subscribe,
)
from handlers.alerts.address import is_web
from handlers.alerts.group import Group, Member, told
from handlers.kit import joined

routes = joined(
    listing.routes,
    silence.routes,
    silences.routes,
    subscribe.routes,
    announce.routes,
    reconcile.routes,
    silence_reminder.routes,
)

__all__ = ["Group", "Member", "is_web", "routes", "told"]
