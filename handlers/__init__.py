"""What we know how to do: every subject's routes, joined by name."""

from handlers import alerts, build, commits, incident, known, metrics, ops, question, watch
from handlers.kit import Shortcut, joined

ROUTES = joined(
    build.routes,
    watch.routes,
    known.routes,
    metrics.routes,
    alerts.routes,
    commits.routes,
    incident.routes,
    ops.routes,
    question.routes,
)

SHORTCUTS = (
    Shortcut("run_build", "Run a build", "jenkins build"),
    Shortcut("add_to_incident", "Add to incident", "inc add", on="message"),
)

__all__ = ["ROUTES", "SHORTCUTS"]
