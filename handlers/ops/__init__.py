"""The bot about itself: help and status."""

from handlers.kit import joined
from handlers.ops import help, status

routes = joined(help.routes, status.routes)

__all__ = ["routes"]
