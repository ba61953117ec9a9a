"""Jenkins: its values and its client."""

from integrations.jenkins.cases import TestCase, TestCount
from integrations.jenkins.client import Jenkins
from integrations.jenkins.inputs import Input
from integrations.jenkins.orders import Order
from integrations.jenkins.underway import UnderWay
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
    "Input",
    "Jenkins",
    "Job",
    "Order",
    "Parameter",
    "QueueItem",
    "Stage",
    "TestCase",
    "TestCount",
    "TestReport",
    "UnderWay",
]
