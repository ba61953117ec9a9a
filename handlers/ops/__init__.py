"""The bot about itself, and who may do what with it.

`help`, `lang`, `mute`, `notify` (direct messages to authors), `status`, `letters`, `rate`; `whoami`, `approve` (and decline), `audit`; `connect` (and
disconnect) with one module a system: `connect_git`, `connect_jenkins`.
"""

from handlers.kit import joined
from handlers.ops import (
    approve,
    audit,
    connect,
    help,
    lang,
    letters,
    mute,
    notify,
    rate,
    status,
    whoami,
)

routes = joined(
    help.routes,
    lang.routes,
    mute.routes,
    notify.routes,
    status.routes,
    letters.routes,
    rate.routes,
    whoami.routes,
    connect.routes,
    approve.routes,
    audit.routes,
)

__all__ = ["routes"]
