"""Whatever people do to an incident, it stays one: by a machine that does all of it at random."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from handlers.incident.prose import prose
from handlers.incident.remind import PERIODS, is_due
from handlers.incident.state import (
    SEVERITIES,
    STATUSES,
    Incident,
    id_of,
    read,
    severity_of,
    status_of,
    written,
)
from handlers.kit import UsageError, quote

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Machine(RuleBasedStateMachine):
    """One incident, and a clock that goes on."""

    def __init__(self):
        super().__init__()
        self.now = NOON
        self.incident = Incident("INC-1", "x", "sev3", "U1ADA", "C1", NOON)
        self.changes = 1

    def do(self, how):
        self.now += timedelta(minutes=7)
        before = self.incident
        if not before.open:
            with pytest.raises(UsageError):
                how(before)
            return
        self.incident = how(before)
        self.changes += 1
        assert self.incident.version == before.version + 1

    @rule(severity=st.sampled_from(SEVERITIES))
    def grade(self, severity):
        self.do(lambda i: i.with_severity(severity, self.now))

    @rule(status=st.sampled_from(STATUSES))
    def move(self, status):
        self.do(lambda i: i.with_status(status, self.now))

    @rule(role=st.sampled_from(["commander", "scribe"]), who=st.sampled_from(["", "U1", "U2"]))
    def assign(self, role, who):
        self.do(lambda i: i.with_role(role, who))

    @rule(text=st.text(max_size=9))
    def update(self, text):
        self.do(lambda i: i.updated(text, "U1", self.now))

    @precondition(lambda self: not self.incident.open)
    @rule()
    def reopen(self):
        self.incident = self.incident.reopened()

    @invariant()
    def it_is_closed_exactly_if_it_is_resolved(self):
        assert (self.incident.closed is not None) == (self.incident.status == "resolved")
        assert self.incident.open == (self.incident.status != "resolved")

    @invariant()
    def it_survives_the_store(self):
        assert read(written(self.incident)) == self.incident

    @invariant()
    def its_severities_are_in_order(self):
        times = [when for when, _ in self.incident.grades]
        assert times == sorted(times)
        if times:
            assert self.incident.grades[-1][1] == self.incident.severity

    @invariant()
    def nobody_is_asked_about_a_closed_one(self):
        assert self.incident.open or not is_due(self.incident, self.now + timedelta(days=9))


TestMachine = Machine.TestCase


@given(st.text(min_size=1, max_size=40).filter(lambda t: t.strip() and not id_of(t.split()[0])))
def test_a_forms_text_comes_back_letter_for_letter(text):
    """Quotes, apostrophes, line ends: what a form filled in is what is said."""
    assert prose(f"inc note INC-7 {quote(text)}", ("note",)).text == text.strip()


@pytest.mark.parametrize(
    ("said", "id", "text"),
    [
        ("inc note it's fine, isn't it", "", "it's fine, isn't it"),
        ("inc note inc7 fine", "INC-7", "fine"),
        ("inc INC-7 note fine", "INC-7", "fine"),
        ("inc note fine INC-7", "INC-7", "fine"),
        ("inc note the same as in INC-7", "", "the same as in INC-7"),
        ("inc note “all of it”", "", "all of it"),
        ("inc note", "", ""),
        ("inc note two\nlines", "", "two\nlines"),
        ("inc note status=identified gone", "", "gone"),
    ],
)
def test_prose_keeps_its_letters(said, id, text):
    """Behind the command, and behind the incident that it names."""
    found = prose(said, ("note",), ("status",))

    assert (found.id, found.text) == (id, text)


@pytest.mark.parametrize("word", ["2", "SEV2", "sev-2", "p2", "S2", "sev2: many are affected"])
def test_a_severity_as_people_write_it(word):
    """All of them are sev2."""
    assert severity_of(word) == "sev2"


@pytest.mark.parametrize(
    ("word", "status"),
    [("Monitoring", "monitoring"), ("ident", "identified"), ("mitigated", "monitoring")],
)
def test_a_status_as_people_write_it(word, status):
    """A beginning of it, or a word for it."""
    assert status_of(word) == status


@pytest.mark.parametrize(
    ("severity", "minutes", "due"),
    [("sev1", 29, False), ("sev1", 30, True), ("sev2", 59, False), ("sev3", 240, True)],
)
def test_when_an_update_is_due(severity, minutes, due):
    """Sooner for what is graver; sev4 never."""
    incident = Incident("INC-1", "x", severity, "U1", "C1", NOON)

    assert is_due(incident, NOON + timedelta(minutes=minutes)) is due
    assert "sev4" not in PERIODS
