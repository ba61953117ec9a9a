"""What really went to production, as the metrics' stand-in hears of it."""

import time

import pytest
from standin_server import serving

from bot.local.deployments import deployments
from bot.local.jenkins import catalogue as jobs

WISHES = (
    {"environment": "production", "version": "1.9.0", "dry_run": "true"},
    {"environment": "staging", "version": "1.9.0", "dry_run": "false"},
    {"environment": "production", "version": "1.9", "dry_run": "false"},
    {"environment": "production", "version": "1.9.0", "dry_run": "false"},
    {"environment": "production", "version": "1.8.0", "dry_run": "false"},
)


def test_only_a_good_build_that_was_meant_counts(tmp_path):
    """Not a dry run, not staging, not a version that was refused; 1.9.0 is bad, 1.8.0 is good."""
    with serving(tmp_path, (jobs.DEPLOY,)) as server:
        server.run(server.standin.opened())
        assert deployments(server.standin) == ()
        client = server.client()
        for wish in WISHES:
            server.finished(client, "deploy", client.build_job("deploy", wish))
        client._session.close()
        found = sorted(deployments(server.standin), key=lambda each: each.when)

    assert [(each.service, each.version, each.bad) for each in found] == [
        ("checkout", "1.9.0", True),
        ("checkout", "1.8.0", False),
    ]
    assert found[-1].when == pytest.approx(time.time(), abs=30)
