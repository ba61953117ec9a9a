"""Commits: what is in the repositories, what is new there, and who is behind it."""

from handlers.commits import compare, connect, log, news, repos, review, show, suspects
from handlers.kit import joined

routes = joined(
    log.routes,
    show.routes,
    compare.routes,
    repos.routes,
    connect.routes,
    news.routes,
    suspects.routes,
    review.routes,
)

__all__ = ["routes"]
