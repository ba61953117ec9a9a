"""A Prometheus stand-in that tells an Alertmanager stand-in of its alerts, by the test's clock."""

from __future__ import annotations

from bot.local.prometheus import Deployment, Standin


async def feed(served, hook, *, bad_at, good_at, until):
    """Play a bad and a good deploy; gives what the webhook heard: alert, status, second."""
    born = served.now
    prometheus = Standin(
        url="http://prometheus.example",
        deployments=lambda: (
            Deployment(born + bad_at, "checkout", "1.9.0", bad=True),
            Deployment(born + good_at, "checkout", "1.8.0"),
        ),
        alertmanager=served.base,
        clock=lambda: served.now,
    )
    told = []
    while served.now < born + until:
        prometheus.evaluate()
        await prometheus.tell()
        await served.passes(2)
        for notice in hook.heard[len(told) :]:
            name = notice["groupLabels"]["alertname"]
            link = notice["alerts"][0]["generatorURL"]
            assert link.startswith("http://prometheus.example/graph?g0.expr=")
            told.append((name, notice["status"], served.now - born))
    return told
