"""A Prometheus on loopback that measures a sample shop: the HTTP API, a part of PromQL, alerts."""

from bot.local.prometheus.lives import Deployment
from bot.local.prometheus.standin import Standin

__all__ = ["Deployment", "Standin"]
