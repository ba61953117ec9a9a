"""Jenkins builds: look at them, explain them, start and stop them."""

from handlers.build import abort, listing, logs, report, status, trigger, why
from handlers.kit import joined

routes = joined(
    listing.routes,
    status.routes,
    why.routes,
    trigger.routes,
    abort.routes,
    logs.routes,
    report.routes,
)

__all__ = ["routes"]
