"""Jenkins builds: look at them, explain them, start and stop them.

One module a command: `listing`, `status`, `why`, `trigger` (build and rerun; `order` gives an order once,
`parameters` are what a job asks for, `runs` the builds of another job that it may ask for), `abort`, `approve` (and decline),
`logs`, `report` (`/jenkins tests`), `flaky`, `compare` (two
builds, with `beside`: what differs). What a build is told as is `story`'s.
"""

from handlers.build import (
    abort,
    approve,
    compare,
    flaky,
    listing,
    logs,
    report,
    status,
    trigger,
    why,
)
from handlers.kit import joined

routes = joined(
    listing.routes,
    status.routes,
    why.routes,
    trigger.routes,
    abort.routes,
    approve.routes,
    logs.routes,
    report.routes,
    flaky.routes,
    compare.routes,
)

__all__ = ["routes"]
