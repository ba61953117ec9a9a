"""Free questions by mention: a thread summed up, a failure explained, what changed before an alert."""

from handlers.question.answer import routes

__all__ = ["routes"]
