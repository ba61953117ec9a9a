"""The bot about itself: help and status."""

from handlers.kit import joined
from handlers.ops import help, letters, rate, status

routes = joined(help.routes, status.routes, letters.routes, rate.routes)

__all__ = ["routes"]
