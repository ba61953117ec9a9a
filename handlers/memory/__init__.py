"""Memory: what is known of failures by their fingerprints, and what people said of them.

- Records: `failure` (the values), `count` (how they grow; pure), `storage` (where they are kept).
- A build: `recall` (counted, and what is known of it), `words` (a model's, shown again), `similar`, `find`
  (a line that somebody named).
- People: `corrected` (their words), `steps` (buttons), `cases` (run again as a regression), `told` (sentences).
"""

from handlers.memory.corrected import first_use, say, withdraw
from handlers.memory.failure import Failure, folder
from handlers.memory.recall import Recall, keep_words, mended, recall
from handlers.memory.steps import correct, what_was_it
from handlers.memory.words import again, words_for

__all__ = [
    "Failure",
    "Recall",
    "again",
    "correct",
    "first_use",
    "folder",
    "keep_words",
    "mended",
    "recall",
    "say",
    "what_was_it",
    "withdraw",
    "words_for",
]
