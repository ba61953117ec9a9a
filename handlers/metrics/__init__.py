"""Prometheus's metrics: ask them by an expression, or in words."""

from handlers.kit import joined
from handlers.metrics import asking, query

routes = joined(query.routes, asking.routes)

__all__ = ["routes"]
