"""An Alertmanager on loopback: alerts by group, silences, and the webhook that hears of them."""

from bot.local.alertmanager.standin import Standin

__all__ = ["Standin"]
