"""`/prom silence` and the ends of silences: shown first, made once, told of before they end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time

from handlers.alerts import routes
from handlers.kit import (
    Button,
    Confirm,
    Event,
    Facts,
    Form,
    Items,
    LinkButton,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Post,
    Tone,
)
from handlers.timeline import noted
from integrations.errors import UnavailableError

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ID = "3f2a91c0-0000-0000-0000-000000000000"
OTHER = "3f2a91c1-0000-0000-0000-000000000000"
END = Button(
    "End it",
    f"prom unsilence {ID} sure=yes",
    "danger",
    Confirm("End this silence?", "Its alerts are told of again from now on.", "End it", "Keep it"),
    shared=True,
)
EXTEND = Button("Extend 2 h", f"prom extend {ID} 2h", shared=True)


@pytest.fixture(autouse=True)
def at_noon():
    """It is noon."""
    with freeze_time(NOON, real_asyncio=True) as clock:
        yield clock


async def test_the_question_shows_what_would_be_silent(say, alertmanager):
    """How many and which; nothing is made yet, and the button says yes."""
    alertmanager.alert("TooManyErrors", NOON - timedelta(minutes=5), service="checkout")
    alertmanager.alert("TooManyErrors", NOON, service="web", silenced="x")
    alertmanager.alert("Other", NOON)

    assert await say("prom silence TooManyErrors 2h rollback runs") == Message(
        "Silence TooManyErrors for 2 h?",
        (
            Paragraph("2 alerts match now."),
            Items(
                (
                    (
                        Mono("service=checkout"),
                        ", since 11:55 UTC (5 min)",
                    ),
                    (
                        Mono("service=web"),
                        ", since 12:00 UTC (0 s), silenced already",
                    ),
                )
            ),
            Facts(
                (
                    ("Matchers", (Mono("alertname=TooManyErrors"),)),
                    ("Reason", "rollback runs"),
                )
            ),
            Note("Until 14:00 UTC."),
        ),
        Tone.WARN,
        buttons=(
            Button(
                "Silence",
                'prom silence alertname=TooManyErrors 2h "rollback runs" sure=yes',
                "primary",
                shared=True,
            ),
            Button("Change…", "prom silence alertname=TooManyErrors"),
        ),
    )
    assert alertmanager.kept == {}


async def test_a_sure_silence_is_made(say, use, alertmanager):
    """With its author and reason; the timeline has it, and the cards are looked after."""
    alertmanager.alert("TooManyErrors", NOON, service="checkout")

    done, news = await say('prom silence TooManyErrors 2h "rollback runs" sure=yes')

    assert done == Message(
        "Silenced for 2 h: TooManyErrors",
        (
            Paragraph((Person("U1ADA"), " silenced it until 14:00 UTC.", " 1 alert matches now.")),
            Facts(
                (
                    ("Matchers", (Mono("alertname=TooManyErrors"),)),
                    ("Reason", "rollback runs"),
                    ("Silence", (Mono(ID),)),
                )
            ),
            Note("I say so here before it ends."),
        ),
        Tone.GOOD,
        buttons=(
            EXTEND,
            END,
            LinkButton("Open in Alertmanager", f"https://alerts.example/#/silences/{ID}"),
        ),
    )
    assert (news.name, news.key) == ("alerts.look", f"alerts:look:{ID}")
    kept = alertmanager.kept[ID]
    assert kept["matchers"] == [
        {"name": "alertname", "value": "TooManyErrors", "isRegex": False, "isEqual": True}
    ]
    assert (kept["startsAt"], kept["endsAt"]) == (
        "2026-11-22T12:00:00.000Z",
        "2026-11-22T14:00:00.000Z",
    )
    assert (kept["createdBy"], kept["comment"]) == (
        "U1ADA (U1ADA)",
        "rollback runs, by U1ADA via Pilothouse",
    )
    [entry] = await noted(use.systems.store, NOON, NOON)
    assert (entry.kind, entry.subject) == ("silence", "")


@pytest.mark.parametrize(
    ("typed", "matchers"),
    [
        ("Too*", [("alertname", "Too.*", True, True)]),
        ("service=checkout", [("service", "checkout", False, True)]),
        (
            "TooMany service=~check.* pod!=a",
            [
                ("alertname", "TooMany", False, True),
                ("service", "check.*", True, True),
                ("pod", "a", False, False),
            ],
        ),
        ("'{alertname=\"A B\", pod!~\"x|y\"}'", [("alertname", "A B", False, True), ("pod", "x|y", True, False)]),
    ],
)  # fmt: skip
async def test_alerts_are_named_or_matched(say, alertmanager, typed, matchers):
    """A rule's name, a glob, labels, or a selector as Alertmanager shows it."""
    await say(f"prom silence {typed} 30m sure=yes")

    [kept] = alertmanager.kept.values()
    got = [(m["name"], m["value"], m["isRegex"], m["isEqual"]) for m in kept["matchers"]]
    assert got == matchers


@pytest.mark.parametrize(
    ("words", "filled"),
    [
        ("", ("", "2h", "")),
        ("TooMany*", ("alertname=~TooMany.*", "2h", "")),
        ("2h", ("", "2h", "")),
        ("X service=a because of a release", ("alertname=X service=a", "2h", "because of a release")),
        ("30m", ("", "30m", "")),
    ],
)  # fmt: skip
async def test_a_form_asks_for_what_is_missing(say, alertmanager, words, filled):
    """What is known is filled in; its answer is the command, whole."""
    form = await say(f"prom silence {words}")

    assert isinstance(form, Form)
    assert (form.command, form.submit) == ("prom silence", "Preview")
    assert tuple(field.value for field in form.fields) == filled
    assert all(field.word for field in form.fields)


async def test_a_filled_form_leads_to_the_question(say, alertmanager):
    """As the modal sends it: each field is one word, an empty one too."""
    asked = await say('prom silence \'alertname=X service="a b"\' 2h ""')

    assert asked.title == 'Silence X with service="a b" for 2 h?'
    assert asked.parts[0].text == (
        "No alert matches it right now; those that come until then will be silent."
    )


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("X 31d", "A silence lasts 30 d at most, and `31d` is more."),
        ("X 30s", "A silence lasts a minute at least, and `30s` is less."),
        ("X 0", "A silence lasts a minute at least, and `0` is less."),
        (
            "service=~.* 2h",
            "`service=~.*` would match every alert that lacks these labels: name a label that must"
            " be there, such as `alertname=…`.",
        ),
        (
            "pod!=a 2h",
            "`pod!=a` would match every alert that lacks these labels: name a label that must be"
            " there, such as `alertname=…`.",
        ),
    ],
)
async def test_what_is_too_much_is_refused(refusal, alertmanager, words, why):
    """Too long, too short, too wide: a sentence says so, and nobody is asked."""
    assert await refusal(f"prom silence {words}") == why
    assert alertmanager.asked == []


async def test_a_slip_of_the_finger_is_seen_before_it_counts(say, alertmanager):
    """The nearest name that fires; and a warning where it would be everything."""
    alertmanager.alert("TooManyErrors", NOON)
    alertmanager.alert("TooManyErrors", NOON)
    near = (await say("prom silence TooManyErors 2h")).parts[0].text
    assert near.endswith("Firing alerts with a name like it: TooManyErrors.")
    wide = (await say("prom silence Too* 2h")).parts[0].text
    assert wide == "That is every alert that there is. 2 alerts match now."


async def test_a_lost_answer_is_looked_for_and_never_sent_twice(say, alertmanager):
    """Alertmanager made it and the connection broke: it is found, and it is one."""
    alertmanager.status["POST /silences"] = 599

    done, _ = await say("prom silence X 2h sure=yes")

    assert done.title == "Silenced for 2 h: X"
    assert alertmanager.asked.count("POST /silences") == 1
    assert len(alertmanager.kept) == 1


async def test_what_may_have_been_made_is_said_so(say, alertmanager):
    """It failed, and no such silence is there."""
    alertmanager.status["POST /silences"] = 502
    with pytest.raises(UnavailableError) as error:
        await say("prom silence X 2h sure=yes")

    assert str(error.value) == (
        f"Asked Alertmanager at {alertmanager.url} to make a silence and got HTTP 502: it is"
        " broken. No such silence is there a moment later, but it may still come: look at the"
        " silences before you try again."
    )


async def test_the_list_of_silences(say, alertmanager):
    """Those that end first at the top; what each of them keeps quiet now."""
    alertmanager.alert("X", NOON, service="a")
    alertmanager.silence(NOON + timedelta(hours=1), alertname="X")
    alertmanager.silence(NOON + timedelta(hours=5), "pending", service="b")
    alertmanager.silence(NOON, "expired", service="old")

    listed = await say("prom silences")

    row = ", by Sam (U2SAM): a release. "
    assert (listed.title, len(listed.parts[0].rows), len(listed.buttons)) == ("2 silences", 2, 4)
    assert "".join(str(getattr(s, "text", s)) for s in listed.parts[0].rows[0]) == (
        f"3f2a91c0 alertname=X until 13:00 UTC (1 h left){row}1 alert matches now."
    )
    assert "".join(str(getattr(s, "text", s)) for s in listed.parts[0].rows[1]) == (
        f"3f2a91c1 service=b from 15:00 UTC for 2 h{row}0 alerts match now."
    )
    assert (await say("prom silences service=b")).title == "1 silence like service=b"
    assert await say("prom silences zzz") == Message(
        "No silence is like zzz", (Paragraph("`/prom silences` lists them all."),)
    )


async def test_a_silence_is_ended_after_a_question(say, use, refusal, alertmanager):
    """The first letters are enough where they mean one."""
    alertmanager.silence(NOON + timedelta(hours=1), alertname="X")
    alertmanager.silence(NOON + timedelta(hours=1), alertname="Y")

    assert await refusal("prom unsilence 3f2a") == (
        "2 silences begin with `3f2a`: give more letters of it."
    )
    assert (await refusal("prom unsilence zz")).startswith("No silence that is active or pending")
    question = await say("prom unsilence 3f2a91c0")
    assert (question.title, question.buttons) == ("End the silence of X?", (END,))
    assert alertmanager.kept[ID]["status"]["state"] == "active"

    done, _ = await say(question.buttons[0].command)
    assert done == Message(
        "The silence of X has ended",
        (Paragraph((Person("U1ADA"), " ended it.")),),
        Tone.GOOD,
    )
    assert alertmanager.kept[ID]["status"]["state"] == "expired"
    assert alertmanager.kept[OTHER]["status"]["state"] == "active"


async def test_a_silence_is_extended(say, refusal, alertmanager):
    """From its end on; `0` leaves it; more than thirty days ahead is refused."""
    alertmanager.silence(NOON + timedelta(hours=1), alertname="X")

    left = await say("prom extend 3f2a 0")
    assert left.title == "The silence of X ends at 13:00 UTC"
    done = await say("prom extend 3f2a")
    assert done.title == "The silence of X lasts until 15:00 UTC"
    assert alertmanager.kept[ID]["endsAt"] == "2026-11-22T15:00:00.000Z"
    assert (await refusal("prom extend 3f2a 30d")).startswith("A silence ends within 30 d")
    assert (await refusal("prom extend 3f2a soon")).startswith("`soon` is no length of time")


@pytest.fixture
def tick(use, at_noon):
    """The clock, so many minutes after noon."""

    async def run(minutes, *, again=False):
        at_noon.move_to(NOON + timedelta(minutes=minutes))
        event = Event("alerts.silences_end", f"clock:{0 if again else minutes}")
        return await routes.listeners["alerts.silences_end"].hear(event, use)

    return run


async def test_a_word_before_the_end_comes_once(say, tick, alertmanager):
    """A tenth of its length before, fifteen minutes at most, where it was made."""
    await say("prom silence X 2h release sure=yes", channel="C0DEPLOYS")
    alertmanager.alert("X", NOON)

    assert await tick(107) is None
    [post] = await tick(108.5)
    assert post == Post(
        "C0DEPLOYS",
        Message(
            "The silence of X ends in 11 min 30 s",
            (
                Paragraph("1 alert matches it, and is told of again from 14:00 UTC on."),
                Facts(
                    (
                        ("Matchers", (Mono("alertname=X"),)),
                        ("Made by", (Person("U1ADA"),)),
                        ("Comment", "release, by U1ADA via Pilothouse"),
                    )
                ),
            ),
            Tone.WARN,
            buttons=(EXTEND, Button("Let it end", f"prom extend {ID} 0")),
        ),
        f"silence:{ID}:2026-11-22T14:00:00+00:00",
    )
    assert await tick(109.5) is None
    assert await tick(121) is None


async def test_an_interrupted_clock_says_it_after_all(say, tick):
    """The same event again gives the same post."""
    await say("prom silence X 2h sure=yes")

    first = await tick(110, again=True)
    assert first is not None
    assert await tick(110, again=True) == first
    assert await tick(111) is None


async def test_an_extended_silence_is_told_of_again(say, tick):
    """Before its new end."""
    await say("prom silence X 2h sure=yes")
    assert await tick(110) is not None
    await say("prom extend 3f2a 2h")

    assert await tick(111) is None
    [post] = await tick(230)
    assert post.card.endswith("16:00:00+00:00")


async def test_a_silence_ended_elsewhere_is_not_told_of(say, tick, alertmanager):
    """Expired in Alertmanager's own page; extended there, it is told of later."""
    await say("prom silence X 2h sure=yes")
    await say("prom silence Y 2h sure=yes")
    alertmanager.kept[ID]["status"]["state"] = "expired"
    alertmanager.kept[OTHER]["endsAt"] = "2026-11-22T18:00:00.000Z"

    assert await tick(110) is None
    [post] = await tick(350)
    assert post.message.title.startswith("The silence of Y ends")


async def test_an_outage_does_not_swallow_the_word(say, tick, use, alertmanager):
    """It is said as soon as Alertmanager answers."""
    await say("prom silence X 2h sure=yes")
    alertmanager.status["*"] = 503
    assert await tick(110) is None
    alertmanager.status.clear()
    assert await tick(111) is not None


async def test_a_short_silence_is_told_of_too(say, tick):
    """The clock looks every minute: at least ninety seconds before."""
    await say("prom silence X 10m sure=yes")
    assert await tick(8) is None
    assert await tick(8.6) is not None


async def test_without_alertmanager_the_setting_is_named(say, use):
    """In every command that asks it."""
    nowhere = replace(use, systems=replace(use.systems, alertmanager_or_none=None))
    for words in (
        "alerts",
        "silence X 2h",
        "silence X 2h sure=yes",
        "silences",
        "unsilence x",
        "extend x",
    ):
        with pytest.raises(UnavailableError) as error:
            await say(f"prom {words}", use=nowhere)
        assert str(error.value) == (
            "Asked Alertmanager for an alert and got nothing: it is not configured."
            " Set ALERTMANAGER_URL and start again."
        )
    event = Event("alerts.silences_end", "clock:1")
    assert await routes.listeners[event.name].hear(event, nowhere) is None
