"""Alerts: what fires, which channel hears of it, and silences that are Alertmanager's own."""

from handlers.alerts import announce, ending, listing, look, silence, silences, subscribe
from handlers.alerts.expression import is_web
from handlers.alerts.group import Group, Member, told
from handlers.kit import joined

routes = joined(
    listing.routes,
    silence.routes,
    silences.routes,
    subscribe.routes,
    announce.routes,
    look.routes,
    ending.routes,
)

__all__ = ["Group", "Member", "is_web", "routes", "told"]
