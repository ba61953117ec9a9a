"""What we know how to do: every subject's routes, joined by name."""

from handlers import build, ops, watch
from handlers.kit import joined

ROUTES = joined(build.routes, watch.routes, ops.routes)

# Slack's global shortcuts: the callback id, what the menu says, and the command behind it.
SHORTCUTS = {"run_build": ("Run a build", "jenkins build")}

__all__ = ["ROUTES", "SHORTCUTS"]
