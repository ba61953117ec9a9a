"""What we know how to do: every subject's routes, joined by name."""

from handlers import build, metrics, ops, watch
from handlers.kit import Shortcut, joined

ROUTES = joined(build.routes, watch.routes, metrics.routes, ops.routes)

SHORTCUTS = (Shortcut("run_build", "Run a build", "jenkins build"),)

__all__ = ["ROUTES", "SHORTCUTS"]
