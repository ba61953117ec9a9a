"""Fifty minutes of the sample shop, as the stand-in has them and as OpenMetrics text."""

from __future__ import annotations

import time
from dataclasses import replace

from bot.local.prometheus.labels import nameless
from bot.local.prometheus.lives import Deployment
from bot.local.prometheus.numbers import shown
from bot.local.prometheus.shop import METRICS, shop
from bot.local.prometheus.source import Source
from bot.local.prometheus.syntax import quoted

END = int(time.time()) // 60 * 60 - 900  # seconds since the epoch; real blocks need some age
BORN = END - 3600
BAD, GOOD = END - 1500, END - 720  # when 1.9.0 went out, and when 1.8.0 came back
DEPLOYMENTS = (
    Deployment(BAD, "checkout", "1.9.0", bad=True),
    Deployment(GOOD, "checkout", "1.8.0"),
)
MEASURED: Source = replace(shop(BORN, END, DEPLOYMENTS), first=(END - 3000) * 1000)


def history(source: Source) -> str:
    """All samples as OpenMetrics."""
    lines = []
    for name, metric in METRICS.items():
        family = name.removesuffix("_total")
        lines += [f"# HELP {family} {metric.help}", f"# TYPE {family} {metric.type}"]
        for series in source.series:
            full = dict(series.labels)["__name__"]
            if full != name and not (
                metric.type == "histogram" and full.rpartition("_")[0] == name
            ):
                continue
            inside = ",".join(f"{key}={quoted(value)}" for key, value in nameless(series.labels))
            for moment in range(source.first, source.last + 1, source.step):
                value = series.sample(moment)
                if value is not None:
                    lines.append(f"{full}{{{inside}}} {shown(value)} {moment // 1000}")
    return "\n".join([*lines, "# EOF", ""])
