"""A question about the last deploy is asked with its time, and the chart shows it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from scripted_model import playing, written

from handlers.kit import Picture
from handlers.metrics.deploys import last_deploy

NOW = datetime.now(UTC).replace(microsecond=0)
QUESTION = "prom ask error ratio of checkout since the last deploy"


async def test_without_a_deploy_job_nobody_can_tell(use):
    """A Jenkins that has none, and no Jenkins at all."""
    assert await last_deploy(use) is None
    assert (
        await last_deploy(replace(use, systems=replace(use.systems, jenkins_or_none=None))) is None
    )


async def test_the_last_good_build_of_any_deploy_job_counts(use, jenkins):
    """Its end is the deploy; other jobs, and builds that failed, are none."""
    for job, number, result, ago in (
        ("checkout", 90, "SUCCESS", 1),
        ("deploy-cart", 3, "SUCCESS", 300),
        ("deploy-checkout", 7, "SUCCESS", 61),
        ("shop/deploy", 8, "FAILURE", 5),
    ):
        jenkins.job(job)
        began = NOW - timedelta(minutes=ago)
        jenkins.build(job, number, result, timestamp=int(began.timestamp()) * 1000, duration=60_000)
    assert await last_deploy(use) == ("deploy-checkout", NOW - timedelta(hours=1))


async def test_a_jenkins_that_fails_takes_nothing_away(use, jenkins):
    """The answer does without the deploy."""
    jenkins.answers["GET /api/json"] = 503
    assert await last_deploy(use) is None


async def test_the_model_is_told_and_the_chart_shows_it(use, say, jenkins):
    """The job, the moment and how long ago; an upright line in the picture."""
    jenkins.job("deploy-checkout")
    began = int((NOW - timedelta(minutes=61)).timestamp()) * 1000
    jenkins.build("deploy-checkout", 7, "SUCCESS", timestamp=began, duration=60_000)
    query = "sum(rate(http_requests_total[5m]))"
    async with playing(written(query, "2h", "Requests a second.")) as (model, asked):
        with_model = replace(use, systems=replace(use.systems, model=model))
        message = await say(QUESTION, use=with_model)
    when = NOW - timedelta(hours=1)
    assert (
        f"The last deploy was deploy-checkout at {when:%Y-%m-%d %H:%M} UTC, "
        in asked[0][1]["content"]
    )
    assert any(isinstance(part, Picture) for part in message.parts)
