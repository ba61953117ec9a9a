"""What the API tells of the server itself: targets, rules, alerts, the build."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.local.prometheus.answers import targets
from bot.local.prometheus.numbers import rfc3339, scientific
from bot.local.prometheus.rules import INTERVAL, Alert, Watched
from bot.local.prometheus.source import Source

VERSION = "2.42.0"
BUILD = {
    "version": VERSION,
    "revision": "stand-in",
    "branch": "local",
    "buildUser": "pilothouse",
    "buildDate": "20230201-00:00:00",
    "goVersion": "none",
}
TOOK = 0.002  # seconds that a scrape is said to have taken


def active_targets(source: Source, state: str) -> dict[str, Any]:
    """The instances that are scraped; none was ever dropped."""
    told = [_target(labels, source) for labels in targets(source)]
    return {"activeTargets": [] if state == "dropped" else told, "droppedTargets": []}


def _target(labels: dict[str, str], source: Source) -> dict[str, Any]:
    address, every = labels["instance"], f"{source.step // 1000}s"
    discovered = {
        "__address__": address,
        "__metrics_path__": "/metrics",
        "__scheme__": "http",
        "__scrape_interval__": every,
        "__scrape_timeout__": every,
        "job": labels["job"],
    }
    return {
        "discoveredLabels": discovered,
        "labels": labels,
        "scrapePool": labels["job"],
        "scrapeUrl": f"http://{address}/metrics",
        "globalUrl": f"http://{address}/metrics",
        "lastError": "",
        "lastScrape": rfc3339(source.last / 1000),
        "lastScrapeDuration": TOOK,
        "health": "up",
        "scrapeInterval": every,
        "scrapeTimeout": every,
    }


def rule_groups(watched: Sequence[Watched], kind: str) -> dict[str, Any]:
    """The one group of rules; `kind` is alert, record or nothing."""
    last = max((each.evaluated for each in watched), default=0.0)
    group = {
        "name": "shop",
        "file": "shop.yml",
        "rules": [] if kind == "record" else [_rule(each) for each in watched],
        "interval": INTERVAL,
        "limit": 0,
        "evaluationTime": sum(each.took for each in watched),
        "lastEvaluation": rfc3339(last),
    }
    return {"groups": [group] if group["rules"] else []}


def _rule(watched: Watched) -> dict[str, Any]:
    rule = watched.rule
    return {
        "state": watched.state,
        "name": rule.name,
        "query": rule.expr,
        "duration": rule.hold,
        "keepFiringFor": 0,
        "labels": dict(rule.labels),
        "annotations": dict(rule.annotations),
        "alerts": [_alert(alert) for alert in watched.active],
        "health": "ok",
        "evaluationTime": watched.took,
        "lastEvaluation": rfc3339(watched.evaluated),
        "type": "alerting",
    }


def active_alerts(watched: Sequence[Watched]) -> dict[str, Any]:
    """The alerts that are pending or firing."""
    return {"alerts": [_alert(alert) for each in watched for alert in each.active]}


def _alert(alert: Alert) -> dict[str, Any]:
    return {
        "labels": dict(alert.labels),
        "annotations": alert.annotations,
        "state": alert.state,
        "activeAt": rfc3339(alert.since),
        "value": scientific(alert.value),
    }
