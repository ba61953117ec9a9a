"""Commits: what is in the repositories, what is new there, and who is behind it.

- One command each: `log`, `show`, `compare`, `repos`, `suspects`, `review` (with `reading/`: a
  change as a model reads it, and what is kept of its remarks).
- Shared: `lookup` (which repository and revision somebody means), `rows` (commits and files, a
  line each), `journal` (what reached which branch when), `news` (what fills it).
"""

from handlers.commits import compare, log, news, repos, review, show, suspects
from handlers.kit import joined

routes = joined(
    log.routes,
    show.routes,
    compare.routes,
    repos.routes,
    news.routes,
    suspects.routes,
    review.routes,
)

__all__ = ["routes"]
