"""Prometheus's metrics: ask them by an expression, or in words.

- `/prom q`: `query`, with `typed` (what was typed behind it), `edit` (its form), `show` (value,
  table or chart), `advice` (where an expression is wrong or finds nothing).
- `/prom ask`: `asking`, with `catalogue` (the metrics that there are), `prompt`, `deploys` (when
  something was deployed), `rated` (kept for feedback); without a model `suggestions`.
"""

from handlers.kit import joined
from handlers.metrics import asking, query

routes = joined(query.routes, asking.routes)

__all__ = ["routes"]
