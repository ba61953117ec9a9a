"""Free questions by mention: a thread summed up, a failure explained, what changed before an alert.

- The way of a question: `answer` has `classify` decide its kind by rules, one module a kind gathers
  (`summary`, `failure`, `changed`, `free`) a `gathered` answer, and its words or facts are shown.
- What kinds share: `conversation` (what was said here), `names` (what the words name), `times`
  (from when on), `measured` (values out of Prometheus), `asks`, `steps` (buttons).
"""

from handlers.question.answer import routes

__all__ = ["routes"]
