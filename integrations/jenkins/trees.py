"""What to ask of Jenkins's JSON (its `tree=`), and how to walk the folders that come back."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from integrations.jenkins import paths
from integrations.jenkins.reading import Json, parts, text

DEPTH = 6  # levels of folders asked for at once; a deeper one costs a request of its own

LISTED = (
    "_class,name,color,inQueue,queueItem[why],lastBuild[number],lastCompletedBuild[number,result],"
    "lastFailedBuild[number],lastSuccessfulBuild[number],lastStableBuild[number]"
)
COMPLETED = "_class,name,lastCompletedBuild[number,result]"
CHANGES = (
    "items[commitId,id,revision,author[fullName],user,authorEmail,msg,comment,timestamp,"
    "affectedPaths]"
)
BUILD = (
    "number,queueId,result,building,timestamp,duration,estimatedDuration,builtOn,"
    "actions[_class,parameters[_class,name,value,jobName,number],"
    "causes[_class,shortDescription,userId,userName,upstreamProject,upstreamBuild],"
    "lastBuiltRevision[SHA1,branch[name]]],"
    f"changeSet[{CHANGES}],changeSets[{CHANGES}]"
)
ORDERED = (
    "actions[causes[userId],parameters[_class,name,value,jobName,number]]"  # whose order, of what
)
TESTS = (
    "failCount,passCount,skipCount,totalCount,"
    "suites[name,cases[className,name,status,age,errorDetails,errorStackTrace]],"
    "childReports[result[suites[name,cases[className,name,status,age,errorDetails,"
    "errorStackTrace]]]]"
)
OFTEN = 100  # builds that Jenkins lists under `builds`; all of them are under `allBuilds`


def jobs_query(fields: str) -> str:
    """Ask for the fields of every job, folders in folders."""
    tree = "jobs[name]"
    for _ in range(DEPTH):
        tree = f"jobs[{fields},{tree}]"
    return query(tree)


def builds_query(limit: int) -> str:
    """Ask for the newest builds of a job."""
    return newest_query(limit, BUILD)


def newest_query(limit: int, fields: str) -> str:
    """Ask for some fields of the newest builds of a job."""
    name = "builds" if limit <= OFTEN else "allBuilds"
    return query(f"{name}[{fields}]{{0,{limit}}}")


def orders_query(limit: int) -> str:
    """Ask for the newest builds of a job as orders: from which queue item, by whom, of what."""
    return query(f"builds[number,queueId,{ORDERED}]{{0,{limit}}}")


def query(tree: str) -> str:
    """The query part of an address that asks for this tree."""
    return "?tree=" + quote(tree, safe="[],")


def leaves(data: Json, prefix: str = "", depth: int = DEPTH) -> Iterator[tuple[str, Json | None]]:
    """Full names and JSON of the jobs in an answer; None for a folder that was too deep for it."""
    for each in parts(data, "jobs"):
        path = prefix + text(each, "name")
        if paths.fault(path):
            continue
        if "jobs" not in each:
            yield path, each
        elif depth > 1:
            yield from leaves(each, path + "/", depth - 1)
        elif each["jobs"]:
            yield path, None


QUEUE = query(f"items[id,task[url],{ORDERED}]")
