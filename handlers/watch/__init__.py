"""Watching Jenkins: channels subscribe to jobs, follow their builds, and hear when one fails or is mended.

- Who hears of what: `subscriptions` (kept), `wishes` and `typed` (the command's words), `phrases` (the same in
  sentences), `subscribe` (the commands), `mute` and `settings` (how loud a channel is).
- What is told: `turns` and `hearing` decide, `replay` plays the past through that for `preview`, `telling` keeps
  what was decided; `quiet` and `held` are the quiet hours, `authors` the direct messages.
- Builds as they go: `poll` finds what has ended, `live` shows what waits and runs (`followed` for whom, `versions`
  which state is the later one), `announce` tells how it ended.
"""

from handlers.kit import joined
from handlers.watch import announce, held, live, mute, poll, preview, subscribe
from handlers.watch.live import started
from handlers.watch.poll import finished

routes = joined(
    subscribe.routes,
    preview.routes,
    mute.routes,
    held.routes,
    announce.routes,
    live.routes,
    poll.routes,
)

__all__ = ["finished", "routes", "started"]
