"""One timeline of all systems: what happened, when, and what could not be asked."""

from handlers.timeline.entry import Entry, Kind
from handlers.timeline.journal import note, noted

__all__ = ["Entry", "Kind", "note", "noted"]
