"""The Java class names that `_class` carries, and Jenkins's units."""

from __future__ import annotations

JOB_CLASS = {
    "pipeline": "org.jenkinsci.plugins.workflow.job.WorkflowJob",
    "freestyle": "hudson.model.FreeStyleProject",
    "folder": "com.cloudbees.hudson.plugins.folder.Folder",
    "multibranch": "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject",
}
RUN_CLASS = {
    "pipeline": "org.jenkinsci.plugins.workflow.job.WorkflowRun",
    "freestyle": "hudson.model.FreeStyleBuild",
}


def milliseconds(seconds: float) -> int:
    """Jenkins tells times and durations in whole milliseconds."""
    return int(seconds * 1000)
