"""What we know how to do: every subject's routes, joined by name."""

from handlers import (
    alerts,
    build,
    commits,
    home,
    incident,
    known,
    links,
    metrics,
    ops,
    pasted,
    question,
    watch,
)
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
    pasted.routes,
    home.routes,
    links.routes,
)

SHORTCUTS = (
    Shortcut("run_build", "Run a build", "jenkins build"),
    Shortcut("add_to_incident", "Add to incident", "inc add", on="message"),
    Shortcut("explain_this", "Explain this", "jenkins pasted", on="message"),
)

__all__ = ["ROUTES", "SHORTCUTS"]
