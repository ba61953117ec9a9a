"""Who may do what: every role x action x job x channel, and what a wrong policy is told."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from bot.rights.permission import Gatekeeper
from bot.roles import RolesError, matches, read_roles
from bot.settings import Settings, SettingsError
from handlers import ROUTES
from handlers.kit import Ask
from handlers.kit.authority import AUDIT
from integrations.store import Store

DATABASE = 14  # of the tests' Valkey
POLICY = """
[developers]
members = ["*"]
[[developers.grants]]
actions = ["jenkins build", "rerun"]
objects = ["checkout", "team/*"]

[release]
members = ["@S0RELEASE", "U0LIN"]
[[release.grants]]
actions = ["build", "rerun", "abort", "approve"]
objects = ["deploy*"]
channels = ["#C0DEPLOYS"]
second_person = ["deploy-production*"]

[oncall]
members = ["#C0ONCALL"]
[[oncall.grants]]
actions = ["abort"]
objects = ["*"]
[[oncall.grants]]
actions = ["silence", "extend", "unsilence"]
objects = ["TooMany*"]
channels = ["C0DEPLOYS", "C0ONCALL"]

[owner]
members = ["U0ADA"]
[[owner.grants]]
actions = ["*"]
objects = ["*"]
second_person = ["deploy-production"]
"""
ACTIONS = (
    "build",
    "rerun",
    "abort",
    "approve",
    "decline",
    "silence",
    "extend",
    "unsilence",
    "audit",
)
PEOPLE = {  # who they are to Slack
    "U0ADA": {},
    "U0SAM": {},  # in the user group S0RELEASE
    "U0LIN": {},
    "U0OLU": {},  # in the channel C0ONCALL
    "U0DEV": {},
    "U0NOOR": {"guest": True},
    "U0GONE": {"deleted": True},
    "U0BOT": {"is_bot": True},
    "U0ELSE": {"stranger": True},
}
JOBS = ("checkout", "team/api", "deploy-staging", "deploy-production", "DEPLOY-Production-EU", "")
ALERTS = ("TooManyErrors", "DiskFull", "")
CHANNELS = ("C0BUILDS", "C0DEPLOYS", "C0ONCALL", "")

# The whole table, written down by hand: who, what, on what, where -> "yes", or "two" for with a
# second person. What is not in it is refused. "any" stands for each of the channels above.
ANY = CHANNELS
STAFF = ("U0ADA", "U0SAM", "U0LIN", "U0OLU", "U0DEV")
GRANTED = [
    # everybody builds checkout and team/api, everywhere
    *((who, act, job, ANY, "yes") for who in STAFF for act in ("build", "rerun")
      for job in ("checkout", "team/api")),
    # release managers: deploys in #deploys, production with a second person, whatever its case
    *((who, act, "deploy-staging", ("C0DEPLOYS",), "yes") for who in ("U0SAM", "U0LIN")
      for act in ("build", "rerun", "abort", "approve")),
    *((who, act, job, ("C0DEPLOYS",), "two") for who in ("U0SAM", "U0LIN")
      for act in ("build", "rerun", "abort", "approve")
      for job in ("deploy-production", "DEPLOY-Production-EU")),
    # on call: abort everything everywhere, silence one family of alerts in two channels
    *(("U0OLU", "abort", job, ANY, "yes") for job in JOBS),
    *(("U0OLU", act, "TooManyErrors", ("C0DEPLOYS", "C0ONCALL"), "yes")
      for act in ("silence", "extend", "unsilence")),
    # the owner does everything everywhere; deploy-production with a second person, its EU not
    *(("U0ADA", act, job, ANY, "two" if job == "deploy-production" else "yes")
      for act in ("build", "rerun", "abort", "approve", "decline", "audit") for job in JOBS),
    *(("U0ADA", act, alert, ANY, "yes") for act in ("silence", "extend", "unsilence")
      for alert in ALERTS),
]  # fmt: skip
ORACLE = {
    (who, act, thing, place): word for who, act, thing, places, word in GRANTED for place in places
}


class Groups:
    """What Slack knows of two groups; `silent` are those it does not tell."""

    def __init__(self, *silent):
        self.silent = silent

    async def gathered(self, ids):
        """Who is in them."""
        known = {"S0RELEASE": ("U0SAM",), "C0ONCALL": ("U0OLU", "U0NOOR")}
        told = {id: known[id] for id in ids if id not in self.silent}
        return told, tuple(id for id in ids if id in self.silent)

    async def name(self, id):
        """What they are called."""
        return {"S0RELEASE": "@release", "C0ONCALL": "#oncall", "C0DEPLOYS": "#deploys"}[id]


def read(text):
    """The policy in a text, with the actions that there are."""
    return read_roles(text, (*ROUTES.actions(), AUDIT))


@pytest.fixture
async def gatekeeper(valkey):
    """A gatekeeper over an empty store, with that policy and those groups."""

    async def lookup(user):
        return PEOPLE[user]

    async with Redis.from_url(valkey, db=DATABASE) as redis:
        await redis.flushdb()

        def made(policy=POLICY, *silent):
            return Gatekeeper(Store(redis, "Redis"), lookup, read(policy), Groups(*silent))

        yield made


def test_the_table_is_about_every_action_that_there_is():
    """A new command that changes another system must be given its rows."""
    assert set(ACTIONS) == {*ROUTES.actions(), AUDIT}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("action", ACTIONS)
async def test_every_combination_is_decided_as_written_down(gatekeeper, who, action):
    """Person x action x job or alert x channel: granted, with a second person, or refused."""
    keeper = gatekeeper()
    things = ALERTS if action in ("silence", "extend", "unsilence") else JOBS
    wrong = []
    for thing, place in itertools.product(things, CHANNELS):
        answer = await keeper.decision(who, f"x {action}", thing, place)
        said = "no" if answer.refused else ("two" if answer.verdict.second else "yes")
        expected = ORACLE.get((who, action, thing, place), "no")
        if said != expected:
            wrong.append((thing, place, said, expected))
    assert wrong == []


def test_the_table_grants_and_refuses():
    """It has rows of each kind for the same actions, so that no constant answer could pass."""
    words = {act: {w for (_, a, _, _), w in ORACLE.items() if a == act} for act in ACTIONS}
    assert words["build"] == {"yes", "two"}
    assert len(ORACLE) < len(PEOPLE) * len(ACTIONS) * len(JOBS) * len(CHANNELS) / 3


@pytest.mark.parametrize(
    ("who", "path", "place", "said"),
    [
        ("U0DEV", "jenkins build", "C0BUILDS", ""),
        (
            "U0DEV",
            "jenkins abort",
            "C0BUILDS",
            "None of your roles lets you abort anything in this channel. `/ops whoami` shows what"
            " you may do, and why.",
        ),
        ("U0SAM", "jenkins abort", "C0DEPLOYS", ""),
        (
            "U0SAM",
            "jenkins abort",
            "C0BUILDS",
            "None of your roles lets you abort anything in this channel. `/ops whoami` shows what"
            " you may do, and why.",
        ),
        ("U0DEV", "inc new", "C0BUILDS", ""),
        (
            "U0NOOR",
            "inc new",
            "C0BUILDS",
            "`/inc new` changes something, and guests of this workspace may not do that.",
        ),
        ("U0NOOR", "jenkins list", "C0BUILDS", ""),
    ],
)
async def test_a_command_is_refused_before_it_is_run(gatekeeper, who, path, place, said):
    """Where nothing of it could be granted; the bot's own records need no role."""
    ask = Ask("", who, place)
    assert await gatekeeper().refusal(ask, ROUTES.commands[path]) == said


async def test_without_roles_nobody_changes_another_system(gatekeeper):
    """Denied by default, with the setting that would grant it; notes and incidents go on."""
    keeper = gatekeeper("")
    ask = Ask("", "U0ADA", "C0BUILDS")
    for path, route in ROUTES.commands.items():
        said = await keeper.refusal(ask, route)
        assert said == (
            f"`/{path}` changes another system, and no roles are configured, so nobody may."
            " Whoever runs me grants it with the setting ROLES."
            if route.changes
            else ""
        )


async def test_a_group_that_slack_does_not_tell_gives_no_role(gatekeeper):
    """Closed, not open; and the sentence says that it may be Slack's fault."""
    answer = await gatekeeper(POLICY, "S0RELEASE").decision(
        "U0SAM", "jenkins build", "deploy-staging", "C0DEPLOYS"
    )
    assert answer.refused == (
        "None of your roles lets you build `deploy-staging` in this channel. `/ops whoami` shows"
        " what you may do, and why. Slack did not tell me who is in S0RELEASE, so roles by that"
        " did not count; try again."
    )


def test_commands_that_change_another_system_are_known():
    """Decided one by one: these need a grant, all others that act change the bot's own records."""
    acts = {path for path, route in ROUTES.commands.items() if route.permission == "act"}
    changing = {path for path, route in ROUTES.commands.items() if route.changes}
    assert changing == {
        "jenkins build",
        "jenkins rerun",
        "jenkins abort",
        "jenkins approve",
        "jenkins decline",
        "prom silence",
        "prom unsilence",
        "prom extend",
    }
    assert {path.partition(" ")[0] for path in acts - changing} == {"inc", "ops"}


FAULTS = [
    ("[a", "it is no TOML: "),
    ("a = 1", "the role a is no table with members and grants"),
    ("['a b']\nmembers=['*']", "a role's name is a word of letters, digits, - and _, and a b is none"),
    ("[a]\nmember=['*']", "the role a has the key member, and there are members and grants"),
    ("[a]\nmembers='*'", "members of the role a is no list of words"),
    ("[a]\nmembers=[]", "members of the role a is empty, so nobody could ever use it"),
    (
        "[a]\nmembers=['ada']",
        "ada of the role a is no id of Slack's: a user's (U…), a user group's (@S…), a channel's"
        " (#C…), or * for everybody",
    ),
    ("[a]\nmembers=['*']", "the role a has no grants"),
    (
        "[a]\nmembers=['*']\ngrants=[{actions=['biuld'], objects=['*']}]",
        "grant 1 of the role a has the action biuld: did you mean build?",
    ),
    (
        "[a]\nmembers=['*']\ngrants=[{actions=['zzz'], objects=['*']}]",
        "grant 1 of the role a has the action zzz, and there are abort, approve, audit, build,"
        " decline, extend, rerun, silence, unsilence",
    ),
    (
        "[a]\nmembers=['*']\ngrants=[{actions=['build']}]",
        "objects of grant 1 of the role a is empty, so nobody could ever use it",
    ),
    (
        "[a]\nmembers=['*']\ngrants=[{actions=['build'], objects=['*'], channels=['deploys']}]",
        "deploys of grant 1 of the role a is no channel's id, such as C0DEPLOYS",
    ),
    (
        "[a]\nmembers=['*']\ngrants=[{actions=['build'], objects=['api*'], second_person=['web*']}]",
        "grant 1 of the role a asks for a second person for web*, which it does not cover",
    ),
    (
        "[a]\nmembers=['*']\ngrants=[{actions=['build'], objects=['*'], job=['x']}]",
        "grant 1 of the role a has the key job, and there are actions, objects, channels and"
        " second_person",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), FAULTS)
def test_a_fault_of_the_policy_is_one_sentence_at_the_start(text, said):
    """It names the role, the grant and the word; the process does not start with half a policy."""
    with pytest.raises(RolesError) as error:
        read(text)
    assert str(error.value).startswith(said)
    with pytest.raises(SettingsError) as at_start:
        Settings.read({"ROLES": text})
    assert str(at_start.value).startswith(f"ROLES is wrong: {said}")


def test_the_policy_may_lie_in_a_file(tmp_path):
    """As a chart mounts it; one of the two settings, and a file that can be read."""
    path = tmp_path / "roles.toml"
    path.write_text(POLICY)
    assert Settings.read({"ROLES_FILE": str(path)}).roles == read(POLICY)

    with pytest.raises(SettingsError) as both:
        Settings.read({"ROLES_FILE": str(path), "ROLES": POLICY})
    assert str(both.value) == (
        "ROLES and ROLES_FILE are both set, and one of them is the policy: take the other one away."
    )
    path.unlink()
    with pytest.raises(SettingsError) as gone:
        Settings.read({"ROLES_FILE": str(path)})
    assert str(gone.value) == (
        f"ROLES_FILE ({path}) is wrong: No such file or directory. It takes the path of a TOML file"
        " that I may read."
    )


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    """A policy or one sentence, whatever somebody mounts there."""
    assert fault_of(text) != ""


def fault_of(text):
    """The sentence on a policy; None where it is taken."""
    try:
        read(text)
    except RolesError as error:
        return str(error)
    return None


GLOBS = st.text("ab*?", min_size=1, max_size=5)


@given(GLOBS, GLOBS, st.text("ab", max_size=5))
def test_a_second_person_pattern_is_refused_only_where_it_never_matters(pattern, objects, name):
    """Where some job fits both patterns, the policy is taken."""
    grant = f"{{actions=['build'], objects=['{objects}'], second_person=['{pattern}']}}"
    text = f"[a]\nmembers=['*']\ngrants=[{grant}]"
    if matches(name, [pattern]) and matches(name, [objects]):
        assert read(text).roles[0].grants[0].second_person == (pattern,)
