"""`/jenkins subscribe`, `unsubscribe`, `subscriptions`: what a channel hears of."""

import json
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit import Button, Form, Items, Message, Mono, Note, Paragraph, Person, Tone
from handlers.kit.grammar import split
from handlers.watch.subscriptions import (
    FILTERS,
    Outcome,
    Subscription,
    channels_for,
    everybody,
    settled,
)
from handlers.watch.turns import turn
from handlers.watch.wishes import merged, read_wish
from integrations.jenkins import Build

USUAL = "each failure and the first good build after a failure"
TEXT = Paragraph(("It hears ", USUAL, "."))
INVITE = Note(
    "Invite me to this channel with /invite if I am not in it yet, so that I may post here."
)


def done(glob, said, *more):
    """The answer to a subscription."""
    undo = f'jenkins unsubscribe "{glob}"' if " " in glob else f"jenkins unsubscribe {glob}"
    return Message(
        f"This channel now hears of {glob}",
        (TEXT, Paragraph(said), *map(Paragraph, more), INVITE),
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
    past = "The last 7 days would have posted nothing."
    assert await say(f"jenkins subscribe {glob}") == done(kept, said, past)
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
                    (Mono("checkout"), ": ", USUAL, ", asked for by ", Person("U2SAM")),
                    (Mono("team/*"), ": ", USUAL, ", asked for by ", Person("U1ADA")),
                )
            ),
        ),
        more=(
            Button("Edit checkout", "jenkins change checkout"),
            Button("Edit team/*", "jenkins change team/*"),
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


async def test_subscribing_once_more_adds_to_what_is_heard(jenkins, say, use):
    """The same pattern and filters hear more; other filters are another subscription."""
    jenkins.job("checkout")
    await say("jenkins subscribe checkout broken,fixed")
    answer = await say("jenkins subscribe checkout aborted quiet:20-08", user="U2SAM")
    await say("jenkins subscribe checkout all branch:main 'stage:Unit tests' owner:@me cause:push")

    assert answer.parts[0] == Paragraph(
        (
            "It heard of these jobs before; now it hears ",
            "the first failure after a good build, the first good build after a failure"
            " and each aborted build",
            " · quiet 20-08 (UTC)",
            ".",
        )
    )
    wide = (Outcome.BROKEN, Outcome.FIXED, Outcome.ABORTED)
    assert await everybody(use.systems.store) == (
        Subscription("C0BUILDS0", "checkout", "U1ADA", wide, quiet="20-08"),
        Subscription(
            "C0BUILDS0",
            "checkout",
            "U1ADA",
            (Outcome.ALL,),
            branch="main",
            stage="Unit tests",
            owner="U1ADA",
            cause="push",
        ),
    )


async def test_a_list_says_what_each_subscription_hears(say):
    """Its filters in words, and buttons that mean this one alone."""
    await say("jenkins subscribe api")
    await say("jenkins subscribe api broken 'stage:Unit tests' owner:@me cause:timer branch:main")

    told = await say("jenkins subscriptions")
    assert told.parts[0].rows[1] == (
        Mono("api"),
        ": ",
        "the first failure after a good build",
        " · branch ",
        Mono("main"),
        " · failed in stage ",
        Mono("Unit tests"),
        " · with commits of ",
        Person("U1ADA"),
        " · started by ",
        "the timer",
        ", asked for by ",
        Person("U1ADA"),
    )
    command = told.more[3].command
    assert (
        command == 'jenkins unsubscribe api branch:main "stage:Unit tests" owner:@U1ADA cause:timer'
    )
    await say(command)
    assert [
        each.text for row in (await say("jenkins subscriptions")).parts for each in row.rows[0][:1]
    ] == ["api"]


async def test_unsubscribing_without_filters_ends_all_of_the_pattern(say, use):
    """With filters only the one that has them."""
    await say("jenkins subscribe api")
    await say("jenkins subscribe api branch:main")
    await say("jenkins subscribe web")
    await say("jenkins unsubscribe api")

    assert [each.name for each in await everybody(use.systems.store)] == ["web"]


async def test_the_form_shows_what_is_heard_and_changes_it(say, use):
    """Filters can be taken away, outcomes narrowed, the pattern changed: one subscription stays."""
    await say("jenkins subscribe api branch:main quiet:20-08")
    form = await say("jenkins change api branch:main")
    assert isinstance(form, Form)
    assert (form.command, [(field.name, field.value) for field in form.fields]) == (
        "jenkins change api branch:main",
        [
            ("pattern", "api"),
            ("outcomes", "failures,fixed"),
            ("branch", "main"),
            ("stage", ""),
            ("owner", ""),
            ("cause", "any"),
            ("quiet", "20-08"),
        ],
    )

    filled = "pattern=team/* outcomes=broken branch= owner=U2SAM cause=any quiet="
    await say(f"{form.command} {filled}", user="U2SAM")
    assert await everybody(use.systems.store) == (
        Subscription("C0BUILDS0", "team/*", "U1ADA", (Outcome.BROKEN,), owner="U2SAM"),
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("brokn", "I do not know `brokn`. Did you mean `broken`?"),
        ("brunch:main", "I do not know `brunch:`. Did you mean `branch:`?"),
        (
            "xyzzy",
            "I do not know `xyzzy`. There are `all` `failures` `broken` `fixed` `unstable` `aborted`, and"
            " `branch:…` `stage:…` `owner:…` `cause:…` `quiet:…`.",
        ),
        ("branch:", "`branch:` needs something after the colon."),
        (
            "cause:moon",
            "A build starts by `timer, push, user, upstream`, and `moon` is none of them.",
        ),
        ("owner:ada", "`ada` is nobody I know: write `owner:@me` or mention somebody."),
        ("quiet:8", "`8` are no quiet hours: write them as `quiet:20-08` or `quiet:off`."),
        ("quiet:08-08", "`08-08` are no quiet hours: write them as `quiet:20-08` or `quiet:off`."),
        ("quiet:25-08", "`25-08` are no quiet hours: write them as `quiet:20-08` or `quiet:off`."),
        ("branch:a branch:b", "`branch:` stands there twice; make it two subscriptions."),
    ],
)
async def test_unknown_words_are_named_with_the_nearest(refusal, use, words, said):
    """Nothing is kept of a wish that is not understood."""
    assert await refusal(f"jenkins subscribe api {words}") == said
    assert await everybody(use.systems.store) == ()


async def test_a_record_of_a_release_before_filters_is_read(say, use):
    """It hears what it always heard, and can be removed under its old key."""
    await use.systems.store.put(
        "subscriptions",
        "C0BUILDS0 team/*",
        {"channel": "C0BUILDS0", "glob": "team/*", "by": "U1ADA"},
    )

    [kept] = await everybody(use.systems.store)
    assert kept == Subscription("C0BUILDS0", "team/*", "U1ADA", (Outcome.FAILURES, Outcome.FIXED))
    await say("jenkins unsubscribe team/*")
    assert await everybody(use.systems.store) == ()


plain_words = st.text(st.characters(categories=("L", "N"), max_codepoint=0x3000), min_size=1)
wishes = st.builds(
    Subscription,
    st.just("C1"),
    plain_words,
    st.just("U1ADA"),
    st.lists(st.sampled_from(Outcome), min_size=1).map(settled),
    branch=st.just("") | plain_words,
    stage=st.just("") | st.lists(plain_words, min_size=1, max_size=3).map(" ".join),
    owner=st.sampled_from(["", "U1ADA", "U2SAM"]),
    cause=st.sampled_from(["", "timer", "push", "user", "upstream"]),
    quiet=st.sampled_from(["", "20-08", "20:30-07:15"]),
)


@given(wishes)
def test_what_a_subscription_says_of_itself_is_read_back_as_the_same(wish):
    """Its command, its outcomes and hours, through the words that somebody types; and the store."""
    typed = [wish.command("subscribe"), ",".join(wish.outcomes)]
    typed += [f"quiet:{wish.quiet}"] if wish.quiet else []
    _, glob, *rest = split(" ".join(typed))[1:]

    assert read_wish(rest, "U9").of("C1", glob, "U1ADA", "") == wish
    assert Subscription.read(json.loads(json.dumps(asdict(wish)))) == wish


@given(wishes, wishes)
def test_subscribing_once_more_never_takes_away(one, other):
    """Whatever either hears, both together hear."""
    same = replace(other, **{name: getattr(one, name) for name in ("channel", "glob", *FILTERS)})
    both = merged(one, same)
    for result in ("SUCCESS", "FAILURE", "UNSTABLE", "ABORTED", "NOT_BUILT"):
        for failures in (0, 3):
            build = Build("job", 1, result=result)
            how = turn(build, failures)
            assert both.hears(build, how) == (one.hears(build, how) or same.hears(build, how))


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
