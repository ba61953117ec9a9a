"""What speaks for a test's being flaky, in words."""

from handlers.flaky.detect import Finding
from handlers.kit.words import Words, together

EVIDENCE = Words("failed in {failed} of {builds} builds")
SAME = Words("{count} times on a commit on which it also passed")
SAME_ONE = Words("once on a commit on which it also passed")
UNRELATED = Words("mended by commits that have nothing to do with it")
STEADY = Words("{count} good builds since")
SAYS_YES = Words(" says that it is flaky")  # behind a person


def evidence(finding: Finding) -> str:
    """ "failed in 6 of 40 builds, 4 times on a commit on which it also passed"."""
    said = [EVIDENCE.format(failed=len(finding.failed), builds=finding.builds)]
    if finding.same == 1:
        said.append(SAME_ONE)
    elif finding.same:
        said.append(SAME.format(count=finding.same))
    else:
        said.append(UNRELATED)
    said += [STEADY.format(count=finding.steady)] if finding.steady else []
    return together(said)
