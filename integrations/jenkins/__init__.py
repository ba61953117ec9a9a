"""Jenkins: its values and its client."""

from integrations.jenkins.client import Jenkins
from integrations.jenkins.orders import Order
from integrations.jenkins.values import (
    Build,
    Cause,
    Commit,
    FailedTest,
    Finished,
    Job,
    Parameter,
    QueueItem,
    Stage,
    TestReport,
)

__all__ = [
    "Build",
    "Cause",
    "Commit",
    "FailedTest",
    "Finished",
    "Jenkins",
    "Job",
    "Order",
    "Parameter",
    "QueueItem",
    "Stage",
    "TestReport",
]
