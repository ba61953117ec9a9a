"""From when on: what "since 10:00", "last 2h", "today" or 最近两小时 means to the one who asks. Pure."""

import re
from datetime import UTC, datetime, time, timedelta, tzinfo

LONGEST = timedelta(days=14)  # how far back anybody may ask

_UNITS = (
    (("minute", "min", "m", "分钟", "分"), timedelta(minutes=1)),
    (("hour", "hr", "h", "小时", "钟头"), timedelta(hours=1)),
    (("day", "d", "天", "日"), timedelta(days=1)),
    (("week", "w", "周", "星期", "礼拜"), timedelta(weeks=1)),
)
_SIZES = {word: size for words, size in _UNITS for word in words}
_NUMERALS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "半": 0.5}

_ENGLISH_UNIT = r"(minute|min|m|hour|hr|h|day|d|week|w)s?"
_BACK = re.compile(rf"(?i)\b(?:last|past|previous)\s+(\d{{1,4}})?\s*{_ENGLISH_UNIT}\b")
_SINCE_BACK = re.compile(rf"(?i)\bsince\s+(\d{{1,4}})\s*{_ENGLISH_UNIT}\b")
_AGO = re.compile(rf"(?i)\bsince\s+(?:an?|(\d{{1,4}}))\s*{_ENGLISH_UNIT}\s+ago\b")
_CHINESE_BACK = re.compile(
    r"(?:最近|过去|近|前)\s*(\d{1,4}|[一两二三四五六半])?\s*个?\s*(分钟|小时|钟头|天|日|周|星期|礼拜)"
)
_TIME = r"(\d{1,2})(?:[:.](\d\d))?\s*(am|pm|o'clock)?(?![\d\w])"
_CLOCK = re.compile(
    r"(?i)\b(?:since|from|after|yesterday|today)\s+(?:yesterday\s+|today\s+)?(?:at\s+)?" + _TIME
)
_BEFORE = re.compile(r"(?i)\b(?:before|until|till)\s+(?:yesterday\s+|today\s+)?" + _TIME)
_CHINESE_TIME = (
    r"(早上|上午|中午|下午|晚上)?\s*(\d{1,2})\s*(?:[:：]\s*(\d\d)|[点點时]\s*(半|\d{1,2})?)\s*分?"
)
_CHINESE_BEFORE = re.compile(_CHINESE_TIME + r"\s*(?:之前|以前|前)")
_CHINESE_CLOCK = re.compile(r"(?<!\d)" + _CHINESE_TIME + r"(?!\s*(?:之前|以前|前|\d))")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_DATE = re.compile(r"(?i)\b(\d{4})-(\d\d)-(\d\d)(?:[ T](\d{1,2}):(\d\d))?")
_TODAY = re.compile(r"(?i)\btoday\b|今天|今日")
_YESTERDAY = re.compile(r"(?i)\byesterday\b|昨天|昨日")
_MORNING = re.compile(r"(?i)\bthis morning\b|今早|今天早上|今天上午")

MORNING = time(6)
AFTERNOON = frozenset({"pm", "下午", "晚上", "中午"})
NOON = 12
HOURS, MINUTES = 24, 60


def since(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """The moment (UTC) from which on somebody in that zone asks; None where the words name none.

    A time of day that has not come yet is yesterday's; nothing is further back than LONGEST.
    """
    found = (
        _back(text, now)
        or _dated(text, zone)
        or _clock(text, now, zone, _CLOCK, _CHINESE_CLOCK)
        or _day(text, now, zone)
    )
    if found is None:
        return None
    found = found.astimezone(UTC)
    return max(min(found, now), now - LONGEST)


def _back(text: str, now: datetime) -> datetime | None:
    for pattern in (_BACK, _AGO, _SINCE_BACK, _CHINESE_BACK):
        if match := pattern.search(text):
            count = _NUMERALS.get(match[1] or "") or float(match[1] or 1)
            return now - min(count * _SIZES[match[2].lower()], LONGEST)
    return None


def _dated(text: str, zone: tzinfo) -> datetime | None:
    match = _DATE.search(text)
    if not match:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in match.groups())
    try:
        return datetime(max(year, 2), month, day, hour, minute, tzinfo=zone)
    except ValueError:
        return None


def until(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """The moment (UTC) before which somebody asks: `before 10:00`, 10点之前; None without one."""
    found = _clock(text, now, zone, _BEFORE, _CHINESE_BEFORE)
    return None if found is None else max(found.astimezone(UTC), now - LONGEST)


def _clock(
    text: str, now: datetime, zone: tzinfo, english: re.Pattern[str], chinese: re.Pattern[str]
) -> datetime | None:
    """A time of day, of today or of the yesterday that the words name."""
    if match := english.search(text):
        hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    elif _CHINESE.search(text) and (match := chinese.search(text)):
        half, hour = match[1] or "", int(match[2])
        minute = 30 if match[4] == "半" else int(match[3] or match[4] or 0)
    else:
        return None
    if half in AFTERNOON and hour < NOON:
        hour += NOON
    if half == "am" and hour == NOON:
        hour = 0
    if hour >= HOURS or minute >= MINUTES:
        return None
    return _at(now, zone, time(hour, minute), back=bool(_YESTERDAY.search(text)))


def _day(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    if _MORNING.search(text):
        return _at(now, zone, MORNING)
    if _YESTERDAY.search(text):
        return _at(now, zone, time(), back=True)
    return _at(now, zone, time()) if _TODAY.search(text) else None


def _at(now: datetime, zone: tzinfo, at: time, *, back: bool = False) -> datetime:
    """That time of today, or of the day before where it has not come yet."""
    day = now.astimezone(zone).date() - timedelta(days=back)
    found = datetime.combine(day, at, zone)
    return found if found <= now else datetime.combine(day - timedelta(days=1), at, zone)
