"""A plain page for people: what fires, and what is silenced."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot.local.alertmanager.alerts import Alerts
from bot.local.alertmanager.moments import written
from bot.local.alertmanager.silences import Silences

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Alertmanager</title><style>:root{{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}}
body{{max-width:72rem;margin:2rem auto;padding:0 1rem}}table{{border-collapse:collapse}}
td,th{{padding:.25rem 1rem .25rem 0;text-align:left}}</style></head><body><h1>Alertmanager</h1>
<h2>Alerts</h2>{alerts}<h2>Silences</h2>{silences}</body></html>
"""


def home(alerts: Alerts, silences: Silences, now: float) -> str:
    """All alerts that are not over, and all silences."""
    firing = [
        (
            alert.labels.get("alertname", ""),
            "silenced" if silences.of(alert.labels, now) else "firing",
            written(alert.starts),
            alert.annotations.get("summary", ""),
        )
        for alert in alerts.active(now)
    ]
    quiet = [
        (
            ", ".join(str(matcher) for matcher in silence.matchers),
            silence.state(now),
            written(silence.ends),
            f"{silence.created_by}: {silence.comment}",
        )
        for silence in silences.listed((), now)
    ]
    return PAGE.format(alerts=_table(firing), silences=_table(quiet))


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return "<p>None.</p>"
    told = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in told)}</table>"
