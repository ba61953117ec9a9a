"""Incidents: opened, worked on and closed in Slack, with one timeline of all systems."""

from handlers.incident import change, declare, look, notes, remind, retro, summary
from handlers.kit import joined

routes = joined(
    declare.routes,
    change.routes,
    notes.routes,
    look.routes,
    summary.routes,
    retro.routes,
    remind.routes,
)

__all__ = ["routes"]
