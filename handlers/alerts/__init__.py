"""Alerts: what fires, which channel hears of it, and silences that are Alertmanager's own."""

from handlers.alerts import announce, look, subscribe
from handlers.alerts.expression import is_web
from handlers.alerts.group import Group, Member, told
from handlers.kit import joined

routes = joined(subscribe.routes, announce.routes, look.routes)

__all__ = ["Group", "Member", "is_web", "routes", "told"]
