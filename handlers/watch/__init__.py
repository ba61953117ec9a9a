"""Watching Jenkins: channels subscribe to jobs, follow their builds, and hear when one fails or is mended.

- Who hears of what: `subscriptions` (kept), `wishes` and `typed` (the command's words), `phrases` (the same in
  sentences), `subscribe` (the commands), `mute` and `settings` (how loud a channel is).
- What is told: `turns` and `hearing` decide, `replay` plays the past through that for `preview`, `telling` keeps
  what was decided; `quiet` and `held` are the quiet hours, `authors` the direct messages.
- Many at once: `signs` of a cause outside of the code, `storm` and `storms`; `digest` and `digests` sum up.
- Builds as they go: `poll` finds what has ended, `live` shows what waits and runs (`followed` for whom, `versions`
  which state is the later one), `announce` tells how it ended, `streak` counts failures in a row.
"""

from handlers.kit import joined
from handlers.watch import announce, digests, held, live, mute, poll, preview, storms, subscribe
from handlers.watch.live import started
from handlers.watch.poll import finished

routes = joined(
    subscribe.routes,
    preview.routes,
    mute.routes,
    held.routes,
    digests.routes,
    storms.routes,
    announce.routes,
    live.routes,
    poll.routes,
)

__all__ = ["finished", "routes", "started"]
