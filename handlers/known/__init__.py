"""What is known of failures, looked at and put right by people: `/jenkins known`.

- `command` (the words), `shown` (list and single failure; pure), `edit` (what people say), `find` (by id).
"""

from handlers.known.command import routes

__all__ = ["routes"]
