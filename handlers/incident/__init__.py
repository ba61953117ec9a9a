"""Incidents: opened, worked on and closed in Slack, with one timeline of all systems.

- The incident: `state` (what may become of it), `storage` (kept, each change with who and when),
  `lookup` (which one somebody means), `card` (the message that shows it), `apply` (a change kept,
  noted and told of).
- Commands: `declare` (`/inc new`), `change` (update, sev, status, role, close, reopen), `notes`
  (note, add, the pin), `listing`, `history` (`/inc timeline`), `summary` (and catchup), `retro`,
  `remind`; `forms` are what they open, `prose`, `times` and `mentions` read what people type.
- What is known: `chronology` (what happened, in order), `firing` (alerts now), `fired` (alerts
  then), `failures` (why builds failed), `causes` (what came before), `findings` (all of these at
  one moment), `picture` (the first alert's course), `postmortem` (findings as Markdown).
"""

from handlers.incident import change, declare, history, listing, notes, remind, retro, summary
from handlers.kit import joined

routes = joined(
    declare.routes,
    change.routes,
    notes.routes,
    listing.routes,
    history.routes,
    summary.routes,
    retro.routes,
    remind.routes,
)

__all__ = ["routes"]
