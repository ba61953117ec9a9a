"""Alertmanager's webhook, version 4: checked, bounded, and reduced to the news of a group."""

import re
from datetime import UTC, datetime

from bot.hooks.door import Delivery, Hook
from handlers.alerts import Group, Member, is_web, told
from handlers.kit import Event
from integrations.alertmanager import moment

VERSION = "4"
KEY = 1000  # characters of a group's key that are kept
NAME, VALUE = 200, 1000  # characters of a label's name and value
ANNOTATION = 4000  # characters
ADDRESS = 6000  # characters; a generator link holds a whole expression
LABELS = 64  # labels or annotations of one alert
OLDEST, NEWEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
MEMBERS = 200  # alerts of one delivery that are kept, those that fire first


def read(payload: object) -> Group | None:
    """The group in a payload, or None for what Alertmanager would never send."""
    if not isinstance(payload, dict) or payload.get("version") != VERSION:
        return None
    key, alerts = payload.get("groupKey"), payload.get("alerts")
    left_out = payload.get("truncatedAlerts", 0)
    if not isinstance(key, str) or not key or not isinstance(alerts, list) or not alerts:
        return None
    if not isinstance(left_out, int) or isinstance(left_out, bool) or left_out < 0:
        return None
    try:
        labels = _texts(payload.get("groupLabels"), VALUE)
        members = [_member(each) for each in alerts]
    except (TypeError, ValueError, KeyError):
        return None
    members.sort(key=lambda each: not each.fires)
    kept = tuple({each.fingerprint: each for each in reversed(members[:MEMBERS])}.values())
    left_out += max(len(members) - MEMBERS, 0)
    receiver = payload.get("receiver")
    return Group(
        _clean(key, KEY),
        labels,
        kept[::-1],
        _address(payload.get("externalURL")),
        left_out,
        _clean(receiver, NAME) if isinstance(receiver, str) else "",
    )


def _member(alert: object) -> Member:
    """One alert; TypeError, ValueError or KeyError where it is none."""
    if not isinstance(alert, dict):
        raise TypeError(alert)
    fingerprint, status = alert["fingerprint"], alert["status"]
    if (
        not isinstance(fingerprint, str)
        or not re.fullmatch(r"\w+", fingerprint, re.ASCII)
        or len(fingerprint) > NAME
    ):
        raise ValueError(fingerprint)
    if status not in ("firing", "resolved"):
        raise ValueError(status)
    return Member(
        fingerprint=fingerprint,
        labels=_texts(alert["labels"], VALUE),
        annotations=_texts(alert.get("annotations"), ANNOTATION),
        starts=_moment(alert["startsAt"]),
        ends=_moment(alert["endsAt"]) if status == "resolved" else None,
        generator=_address(alert.get("generatorURL")),
    )


def _moment(text: object) -> datetime:
    """A moment of an alert; one at the end of all times is moved to where one can still reckon."""
    return min(max(moment(text), OLDEST), NEWEST)


def _texts(found: object, longest: int) -> dict[str, str]:
    """Labels or annotations, cut to what a person would read; a missing table is an empty one."""
    if found is None:
        return {}
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise TypeError(found)
    return {
        _clean(name, NAME): _clean(text, longest) for name, text in list(found.items())[:LABELS]
    }


def _clean(text: str, longest: int) -> str:
    """A text that is short enough, without halves of characters, which no store can keep."""
    return text[:longest].encode("utf-8", "replace").decode()


def _address(url: object) -> str:
    """An address that a browser opens; empty for any other."""
    return url if isinstance(url, str) and len(url) <= ADDRESS and is_web(url) else ""


def events(delivery: Delivery) -> tuple[Event, ...] | None:
    """How a group of alerts stands."""
    group = read(delivery.json())
    return None if group is None else (told(group, datetime.now(UTC)),)


ALERTMANAGER = Hook("alertmanager", "ALERTMANAGER_HOOK_SECRET", "Alertmanager (version 4)", events)
