"""The bot about itself, and who may do what with it.

`help`, `status`, `letters`, `rate`; `whoami`, `approve` (and decline), `audit`; `connect` (and disconnect), with
one module a system that one can be connected with.
"""

from handlers.kit import joined
from handlers.ops import approve, audit, connect, help, letters, rate, status, whoami

routes = joined(
    help.routes,
    status.routes,
    letters.routes,
    rate.routes,
    whoami.routes,
    connect.routes,
    approve.routes,
    audit.routes,
)

__all__ = ["routes"]
