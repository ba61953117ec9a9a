"""What the Jenkins stand-in really deployed, as the Prometheus stand-in is told."""

from bot.local.jenkins import Standin
from bot.local.prometheus import Deployment

JOB = "deploy"
SERVICE = "checkout"  # what the sample job rolls out
BAD = ("1.9.0",)  # the versions that hold the commit which rounds prices down


def deployments(jenkins: Standin) -> tuple[Deployment, ...]:
    """The good builds of the job `deploy` that rolled a version out to production."""
    history = jenkins.machine.jobs.get(JOB)
    return tuple(
        Deployment(
            when=build.at + build.duration,
            service=SERVICE,
            version=build.parameters["version"],
            bad=build.parameters["version"] in BAD,
        )
        for build in (tuple(history.builds) if history else ())
        if build.result == "SUCCESS"
        and build.parameters.get("environment") == "production"
        and build.parameters.get("dry_run") == "false"
    )
