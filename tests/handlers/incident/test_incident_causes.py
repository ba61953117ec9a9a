"""What may have caused an incident: which of the changes before it stands first."""

from datetime import UTC, datetime, timedelta

from handlers.incident.causes import causes
from handlers.incident.state import Incident
from handlers.kit import Mono
from handlers.timeline import Entry

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
INCIDENT = Incident("INC-1", "Checkout is down", "sev1", "U0ADALIND", "C0BUILDS0", NOON)


def deploy(version, place, minutes):
    """A deploy some minutes before noon."""
    text = (Mono("deploy #7"), " deployed", " ", Mono(version), " to ", Mono(place))
    return Entry(NOON - timedelta(minutes=minutes), "deploy", text, "", f"{version} {place}")


def test_a_deploy_for_trials_stands_behind_one_to_production():
    """However near it was; among those to production the nearest is the first."""
    found = causes(
        INCIDENT,
        (
            deploy("1.8", "production", 40),
            deploy("1.9", "eu-west", 20),
            deploy("2.0", "staging", 2),
        ),
    )

    assert [each.entry.key for each in found] == ["1.9 eu-west", "1.8 production", "2.0 staging"]
