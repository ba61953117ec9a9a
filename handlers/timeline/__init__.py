"""One timeline of all systems: what happened, when, and what could not be asked.

- `entry` is one thing that happened, `scope` what a timeline is about, `gather` asks every source.
- Sources: `builds` (and deploys), `commits`, `firing` (alerts), `journal` (all that was noted).
- For people: `shown` (a list), `deploy_marks` (lines in a chart).
"""

from handlers.timeline.builds import build_key, deployed
from handlers.timeline.commits import commit_key
from handlers.timeline.deploy_marks import marks
from handlers.timeline.entry import Entry, Kind
from handlers.timeline.firing import alert_key, alerts_of
from handlers.timeline.gather import Timeline, chosen, discreet, gather, merged
from handlers.timeline.journal import note, noted
from handlers.timeline.scope import Scope, scope_of
from handlers.timeline.shown import row, shown

__all__ = [
    "Entry",
    "Kind",
    "Scope",
    "Timeline",
    "alert_key",
    "alerts_of",
    "build_key",
    "chosen",
    "commit_key",
    "deployed",
    "discreet",
    "gather",
    "marks",
    "merged",
    "note",
    "noted",
    "row",
    "scope_of",
    "shown",
]
