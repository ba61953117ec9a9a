"""Ask Alertmanager: its alerts, and its silences, which can be made, changed and ended."""

from integrations.alertmanager.client import Alertmanager
from integrations.alertmanager.matcher import BadMatcherError, Labels, Matcher, all_match, one_name
from integrations.alertmanager.values import (
    Alert,
    AlertGroup,
    AlertState,
    Silence,
    SilenceState,
    moment,
)

__all__ = [
    "Alert",
    "AlertGroup",
    "AlertState",
    "Alertmanager",
    "BadMatcherError",
    "Labels",
    "Matcher",
    "Silence",
    "SilenceState",
    "all_match",
    "moment",
    "one_name",
]
