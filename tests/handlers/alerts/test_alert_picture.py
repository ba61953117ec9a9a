"""The time that an alert's picture shows, which deploys it marks, and what it calls them."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.alerts.episode import Episode
from handlers.alerts.group import Group, Member
from handlers.alerts.picture import span
from handlers.kit import Mono
from handlers.timeline import Entry, deployed, marks

NOW = datetime(2026, 11, 22, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)


def deploy(number, version="", place="", minutes=10):
    """A deploy as the timeline tells of it."""
    said = [Mono(f"deploy #{number}"), " deployed"]
    said += [" ", Mono(version)] if version else []
    said += [" to ", Mono(place)] if place else []
    return Entry(NOW - timedelta(minutes=minutes), "deploy", (*said, ", with 2 commits"))


def labels(*entries):
    return [each.label for each in marks(entries, NOW - HOUR, NOW)]


def test_a_deploy_is_called_by_its_version_and_place():
    """Where it has none, by its build."""
    assert labels(deploy(2, "1.9.0", "production")) == ["1.9.0 to production"]
    assert labels(deploy(2, "1.9.0")) == ["1.9.0"]
    assert labels(deploy(2, "", "staging")) == ["deploy #2"]
    assert labels(deploy(2)) == ["deploy #2"]


def test_staging_is_not_marked_beside_production():
    """Alone it is; one that does not say where it went stays."""
    staging, production = deploy(1, "1.8.0", "staging"), deploy(2, "1.9.0", "eu-prod")
    assert labels(staging) == ["1.8.0 to staging"]
    assert labels(staging, production, deploy(3)) == ["1.9.0 to eu-prod", "deploy #3"]


def test_only_deploys_of_the_time_are_marked():
    """Neither builds nor what was before."""
    build = Entry(NOW, "build", (Mono("checkout #2"), " failed"))
    assert labels(build, deploy(1, "1.8.0", "production", minutes=90)) == []


def test_an_entry_tells_its_version_and_place_back():
    """Only where it says them."""
    assert deployed(deploy(1, "1.8.0", "production")) == ("1.8.0", "production")
    assert deployed(Entry(NOW, "note", "deployed 1.8.0 to production")) == ("", "")


@pytest.mark.parametrize(
    ("fired", "over", "since", "until"),
    [(0, None, 60, 0), (30, None, 90, 0), (600, None, 360, 0), (90, 30, 150, 25), (90, 2, 150, 0)],
)
def test_a_picture_goes_from_an_hour_before_the_alert_until_now(fired, over, since, until):
    """Six hours at most, and until a little after the end of one that is over; all minutes ago."""

    def ago(minutes):
        return None if minutes is None else NOW - timedelta(minutes=minutes)

    group = Group("key", {}, (Member("a", {}, {}, ago(fired), ago(over)),))
    episode = Episode(group, ago(fired), NOW, 1, ended=ago(over))
    assert span(episode, NOW) == (ago(since), ago(until))
