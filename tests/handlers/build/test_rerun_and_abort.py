"""`/jenkins rerun` and `/jenkins abort`: what changes the world, and what asks first."""

from jenkins_told import with_values

from handlers.kit import Button, Confirm, Facts, Message, Mono, Paragraph, Person, Tone

ABORT = Confirm("Abort this build?", "What it has done so far stays done.", "Abort", "Let it run")


async def test_a_rerun_has_the_same_values(jenkins, say):
    """Those of the build that is named, not the job's defaults; a run is given as Jenkins takes it."""
    jenkins.job(
        "deploy",
        {"name": "branch", "type": "StringParameterDefinition"},
        {"name": "base", "type": "RunParameterDefinition"},
    )
    jenkins.build("deploy", 4, actions=[with_values(branch="fix #7", base="team/api #7")])
    jenkins.build("deploy", 5, actions=[with_values(branch="main")])
    jenkins.queue({"executable": {"number": 6}})

    said = await say("jenkins rerun deploy 4")
    assert (said.title, said.parts[:2]) == (
        "deploy #6 started",
        (
            Paragraph((Person("U1ADA"), " started it.")),
            Facts((("With", (Mono("branch=fix #7, base=team/api#7"),)),)),
        ),
    )
    assert jenkins.orders == [
        ("/job/deploy/buildWithParameters", {"branch": "fix #7", "base": "team/api#7"})
    ]


async def test_a_password_cannot_be_repeated(jenkins, refusal):
    """Jenkins does not tell it; the command that asks for it is named."""
    jenkins.job("deploy")
    jenkins.build("deploy", 5, actions=[with_values(branch="main", token="****")])

    assert await refusal("jenkins rerun deploy") == (
        "Build #5 had a password parameter, which Jenkins does not tell: use /jenkins build deploy."
    )
    assert jenkins.orders == []


async def test_an_abort_asks(jenkins, say):
    """Without a number it means the last build; the question carries its number."""
    jenkins.job("team/my job")
    jenkins.build("team/my job", 5, None)

    assert await say('jenkins abort "team/my job"') == Message(
        "Abort team/my job #5?",
        (Paragraph("It has been running on Jenkins; what it has done so far stays done."),),
        Tone.WARN,
        buttons=(Button("Abort", 'jenkins abort "team/my job" 5 sure=yes', "danger", ABORT),),
    )
    assert jenkins.orders == []


async def test_a_sure_abort_stops_the_build(jenkins, say):
    """Who asked for it is told."""
    jenkins.job("deploy")
    jenkins.build("deploy", 5, None)

    assert await say("jenkins abort deploy 5 sure=yes") == Message(
        "deploy #5 is being aborted",
        (
            Paragraph(
                (Person("U1ADA"), " asked Jenkins to stop it; running steps get a moment to end.")
            ),
        ),
        Tone.BUSY,
    )
    assert [path for path, _ in jenkins.orders] == ["/job/deploy/5/stop"]


async def test_a_build_that_is_over_cannot_be_aborted(jenkins, say):
    """Also where the press on the button came late."""
    jenkins.job("deploy")
    jenkins.build("deploy", 5, "SUCCESS")

    assert await say("jenkins abort deploy 5 sure=yes") == Message(
        "deploy #5 is not running", (Paragraph("It is over, so there is nothing to abort."),)
    )
    assert jenkins.orders == []
