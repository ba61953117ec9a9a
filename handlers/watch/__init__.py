"""Watching Jenkins: channels subscribe to jobs, follow their builds, and hear when one fails or is mended.

`subscribe` and `subscriptions` are who hears; `poll` finds what has ended, `live` shows what waits and
runs (`followed` for whom, `versions` which state is the later one), `announce` tells how it ended.
"""

from handlers.kit import joined
from handlers.watch import announce, live, poll, subscribe
from handlers.watch.live import started
from handlers.watch.poll import finished

routes = joined(subscribe.routes, announce.routes, live.routes, poll.routes)

__all__ = ["finished", "routes", "started"]
