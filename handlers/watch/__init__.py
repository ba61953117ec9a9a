"""Watching Jenkins: channels subscribe to jobs and hear when a build fails and when it is mended."""

from handlers.kit import joined
from handlers.watch import announce, poll, subscribe
from handlers.watch.poll import finished

routes = joined(subscribe.routes, announce.routes, poll.routes)

__all__ = ["finished", "routes"]
