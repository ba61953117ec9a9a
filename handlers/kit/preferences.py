"""What an operator decided about the work, beside where the systems are."""

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Preferences:
    """`deploy_jobs` are patterns of the jobs whose good builds are deploys."""

    deploy_jobs: tuple[str, ...] = ("deploy", "deploy-*", "*/deploy", "*/deploy-*", "*-deploy")

    def deploys(self, job: str) -> bool:
        """Whether a good build of this job brings something into the world."""
        return any(fnmatchcase(job.casefold(), glob.casefold()) for glob in self.deploy_jobs)
