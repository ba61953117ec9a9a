"""Logs that somebody pasted: explained from their text alone, for the eyes of who asked.

- `log` (the text of a paste, as lines), `explain` (`/jenkins pasted` and the shortcut "Explain this").
"""

from handlers.pasted.explain import routes

__all__ = ["routes"]
