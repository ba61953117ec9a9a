"""The bot about itself, and who may do what with it.

`help`, `lang`, `status`, `letters`, `rate`; `whoami`, `approve` (and decline), `audit`; `connect` (and
disconnect) with one module a system: `connect_git`, `connect_jenkins`.
"""

from handlers.kit import joined
from handlers.ops import approve, audit, connect, help, lang, letters, rate, status, whoami

routes = joined(
    help.routes,
    lang.routes,
    status.routes,
    letters.routes,
    rate.routes,
    whoami.routes,
    connect.routes,
    approve.routes,
    audit.routes,
)

__all__ = ["routes"]
