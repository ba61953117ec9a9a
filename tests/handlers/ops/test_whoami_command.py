"""`/ops whoami`: what one may do and why, as a message one would like to read."""

import pytest

from handlers.kit import (
    Ask,
    Bold,
    Items,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Tone,
)
from handlers.kit.authority import Right, Standing
from handlers.ops.whoami import told
from integrations.vault import Login

ASK = Ask("ops whoami", "U0ADA", "C0DEPLOYS")
ME = Paragraph((Person("U0ADA"),))
LOOK = Paragraph(
    "You may look at everything, and keep incidents, subscriptions and notes like everybody here."
)
NAMES = {"S0RELEASE": "@release", "C0DEPLOYS": "#deploys", "C0ONCALL": "#oncall"}


def test_each_role_says_by_what_one_has_it():
    """By name, by a user group, by a channel, as everybody; where it holds; who approves."""
    rights = (
        Right("developers", "*", ("build", "rerun"), ("shop/*", "api")),
        Right(
            "release",
            "S0RELEASE",
            ("build", "abort"),
            ("deploy*",),
            ("C0DEPLOYS",),
            ("deploy-production*",),
        ),
        Right("release", "S0RELEASE", ("audit",), ("*",), ("C0ONCALL",)),
        Right("owner", "U0ADA", ("*",), ("*",)),
    )
    assert told(ASK, Standing(rights=rights, names=NAMES), ()) == Message(
        "What you may do",
        (
            ME,
            LOOK,
            Items(
                ((Bold("build"), ", ", Bold("rerun"), " on ", Mono("shop/*"), ", ", Mono("api")),),
                "developers, which everybody of this workspace has",
            ),
            Items(
                (
                    (
                        Bold("build"),
                        ", ",
                        Bold("abort"),
                        " on ",
                        Mono("deploy*"),
                        " in #deploys (also in this channel)",
                        "; a second person approves ",
                        Mono("deploy-production*"),
                    ),
                    (Bold("audit"), " on ", "everything", " in #oncall"),
                ),
                "release, because you are in @release",
            ),
            Items(
                (("everything", " on ", "everything"),),
                "owner, because you are named in it",
            ),
        ),
        private=True,
    )


@pytest.mark.parametrize(
    ("standing", "parts"),
    [
        (
            Standing(policy=False),
            (
                ME,
                LOOK,
                Paragraph(
                    "What changes another system (builds, silences) is granted by roles, and none"
                    " are configured: nobody may, until whoever runs me sets ROLES."
                ),
            ),
        ),
        (
            Standing(untold=("S0RELEASE",)),
            (
                ME,
                LOOK,
                Paragraph(
                    "You have no role, and what changes another system (builds, silences) is"
                    " granted by roles."
                ),
                Note("Slack did not say who is in S0RELEASE: roles by that are left out here."),
            ),
        ),
    ],
)
def test_who_may_nothing_is_told_why(standing, parts):
    """No policy, no role, or a group that Slack does not tell."""
    assert told(ASK, standing, ()) == Message("What you may do", parts, private=True)


def test_a_guest_is_told_so():
    """With the sentence of the refusal itself."""
    standing = Standing(refused="Guests may not do that.")
    assert told(ASK, standing, ()) == Message(
        "What you may do",
        (ME, Paragraph("You may look. Guests may not do that.")),
        Tone.WARN,
        private=True,
    )


async def test_it_says_as_whom_others_know_one(say, use):
    """Jenkins by the bot's account or by one's own token, commits by addresses."""
    before = await say("ops whoami")
    assert before.parts[-1] == Note(
        "Jenkins is asked as ada, my own account; `/ops connect jenkins` makes it yours."
    )

    await use.systems.vault.keep("jenkins", "U1ADA", Login("ada.l", "t" * 32))
    await say("ops connect git ada@example.com")
    after = await say("ops whoami")
    assert after.parts[-2:] == (
        Note("Jenkins knows what you do here as ada.l: your own token is kept, encrypted."),
        Note("Commits by ada@example.com are known as yours."),
    )
    assert after.parts[2] == Items(
        (("everything", " on ", "everything"),),
        "everybody, which everybody of this workspace has",
    )
