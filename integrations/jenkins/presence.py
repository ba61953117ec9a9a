"""Is Jenkins there, whom does it take us for, and what may we do?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from integrations.jenkins import paths, trees
from integrations.jenkins.reading import parts, text

if TYPE_CHECKING:
    from integrations.jenkins.server import Server

BUILDABLE = trees.query("jobs[name,buildable,jobs[name,buildable]]")
# There is no harmless request that tells whether one may build (a GET of /build with an API token
# starts one). But the page of a job shows the link or button only to those who may.
BUILD_LINK = re.compile(r"""["'/]build(WithParameters)?(\?delay=[^"']*)?["']""")


def look(server: Server, *, anonymous: bool) -> str:
    """ "Jenkins 2.516.3 as ada: read, build"; an error when it is not there or refuses us."""
    name = "nobody"
    if not anonymous:
        me = server.get_whoami()
        name = text(me, "id") or text(me, "fullName")
    jobs: Any = server.get_info("", BUILDABLE)
    version = server.version()
    job = _buildable(jobs)
    if not job:
        return f"Jenkins {version} as {name}: read, but it sees no job"
    page = "".join(
        block.decode("utf-8", "replace") for block in server.follow(paths.below(job) + "/")
    )
    rights = "read, build" if BUILD_LINK.search(page) else "read"
    return f"Jenkins {version} as {name}: {rights}"


def _buildable(jobs: Any) -> str:  # noqa: ANN401 - JSON is anything until it is looked at
    """The first job that can be built, on the first two levels."""
    for each in parts(jobs, "jobs"):
        name = text(each, "name")
        if each.get("buildable") is True and not paths.fault(name):
            return name
        for child in parts(each, "jobs"):
            path = f"{name}/{text(child, 'name')}"
            if child.get("buildable") is True and not paths.fault(path):
                return path
    return ""
