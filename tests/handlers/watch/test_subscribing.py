"""`/jenkins subscribe`, `unsubscribe`, `subscriptions`: what a channel hears of."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit import Button, Items, Message, Mono, Note, Paragraph, Person, Tone
from handlers.watch.subscriptions import Subscription, channels_for, everybody

TEXT = Paragraph("A card comes when a build fails, and the same card turns when the job is mended.")
INVITE = Note(
    "Invite me to this channel with /invite if I am not in it yet, so that I may post here."
)


def done(glob, said):
    """The answer to a subscription."""
    undo = f'jenkins unsubscribe "{glob}"' if " " in glob else f"jenkins unsubscribe {glob}"
    return Message(
        f"This channel now hears of {glob}",
        (TEXT, Paragraph(said), INVITE),
        Tone.GOOD,
        buttons=(Button("Undo", undo),),
    )


@pytest.mark.parametrize(
    ("glob", "said"),
    [
        ("checkout", "Right now that is one job: checkout."),
        ("team/*", "Right now that is 2 jobs: team/api, team/web app."),
        ("/TEAM/web?app/", "Right now that is one job: team/web app."),
        ("*", "Right now that is 7 jobs: checkout, team/api, team/web app, a, b, …."),
        ("chekout", "No job matches it yet. The nearest names: checkout."),
        ("xyzzy*", "No job matches it yet."),
    ],
)
async def test_a_subscription_says_what_it_means_now(jenkins, say, use, glob, said):
    """The jobs that match, or the nearest names; it is kept in every case."""
    for path in ("checkout", "team/api", "team/web app", "a", "b", "c", "d"):
        jenkins.job(path)

    kept = glob.strip("/")
    assert await say(f"jenkins subscribe {glob}") == done(kept, said)
    assert await everybody(use.systems.store) == (Subscription("C0BUILDS0", kept, "U1ADA"),)


async def test_jenkins_is_down_and_the_subscription_stands(jenkins, say, use):
    """The gap is a sentence beside the answer."""
    jenkins.answers["GET /api/json"] = 503

    gap = (
        f"Asked Jenkins at {jenkins.url} for its jobs and got HTTP 503: Oops."
        " Try again in a minute."
    )
    assert await say('jenkins subscribe "web app"') == done("web app", gap)
    nowhere = replace(use, systems=replace(use.systems, jenkins_or_none=None))
    assert await say("jenkins subscribe x", use=nowhere) == done(
        "x",
        "Asked Jenkins for a build and got nothing: it is not configured."
        " Set JENKINS_URL and start again.",
    )
    assert len(await everybody(use.systems.store)) == 2


async def test_outside_a_channel_nothing_is_kept(refusal, use):
    """A global shortcut has no channel."""
    assert await refusal("jenkins subscribe *", channel="") == (
        "Subscribe in the channel that shall hear of it."
    )
    assert await everybody(use.systems.store) == ()


async def test_a_channels_subscriptions_are_its_own(say):
    """By pattern, with who asked and a way to remove each."""
    await say("jenkins subscribe team/*")
    await say("jenkins subscribe checkout", user="U2SAM")
    await say("jenkins subscribe checkout", channel="C0OTHER")

    assert await say("jenkins subscriptions") == Message(
        "What this channel hears of",
        (
            Items(
                (
                    (Mono("checkout"), ", asked for by ", Person("U2SAM")),
                    (Mono("team/*"), ", asked for by ", Person("U1ADA")),
                )
            ),
        ),
        more=(
            Button("Remove checkout", "jenkins unsubscribe checkout"),
            Button("Remove team/*", "jenkins unsubscribe team/*"),
        ),
    )


async def test_a_channel_without_subscriptions(say):
    """How to start is said."""
    assert await say("jenkins subscriptions") == Message(
        "What this channel hears of",
        (
            Paragraph(
                "Nothing yet. `/jenkins subscribe GLOB` starts it,"
                " for example `/jenkins subscribe *`."
            ),
        ),
    )


async def test_unsubscribing(say, refusal, use):
    """Case does not count; another channel's subscription stays."""
    await say("jenkins subscribe Team/*")
    await say("jenkins subscribe Team/*", channel="C0OTHER")

    assert await refusal("jenkins unsubscribe checkout") == (
        "This channel has no subscription `checkout`. It has `Team/*`."
    )
    assert await say("jenkins unsubscribe team/*") == Message(
        "This channel no longer hears of Team/*"
    )
    assert await refusal("jenkins unsubscribe team/*") == (
        "This channel has no subscription `team/*`."
    )
    assert await everybody(use.systems.store) == (Subscription("C0OTHER", "Team/*", "U1ADA"),)


@given(
    st.lists(
        st.builds(
            Subscription, st.sampled_from("ABC"), st.sampled_from(["*", "a*", "b"]), st.just("")
        )
    ),
    st.sampled_from(["a", "A/x", "b", "c"]),
)
def test_a_channel_hears_of_a_job_once(subscriptions, job):
    """However many of its patterns match; and only if one does."""
    told = channels_for(subscriptions, job)

    assert len(set(told)) == len(told)
    assert set(told) == {s.channel for s in subscriptions if s.wants(job)}
