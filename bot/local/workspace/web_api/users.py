"""users.*, team.*, bots.*: who is who."""

from __future__ import annotations

from bot.local.workspace import profiles
from bot.local.workspace.directory import BOT_ID, BOT_USER
from bot.local.workspace.seed import Group, Person
from bot.local.workspace.site import Site
from bot.local.workspace.tiers import T2, T3, T4
from bot.local.workspace.web_api.call import Call
from bot.local.workspace.web_api.method import Method, page_of
from bot.local.workspace.wire import Json, RefusedError


def info(site: Site, call: Call) -> Json:
    """users.info."""
    person = site.directory.person(call.text("user"))
    locale = {"locale": person.locale} if call.flag("include_locale") else {}
    return {"user": {**_object(site, person), **locale}}


def every(site: Site, call: Call) -> Json:
    """users.list."""
    page, cursor = page_of(call, list(site.directory.people.values()), lambda one: one.id)
    members = [_object(site, one) for one in page]
    return {
        "members": members,
        "cache_ts": int(site.now()),
        "response_metadata": {"next_cursor": cursor},
    }


def by_email(site: Site, call: Call) -> Json:
    """users.lookupByEmail."""
    wanted, team = call.need("email").lower(), site.directory.team
    for person in site.directory.humans():
        if profiles.email(person, team) == wanted:
            return {"user": _object(site, person)}
    raise RefusedError("users_not_found")


def profile(site: Site, call: Call) -> Json:
    """users.profile.get."""
    person = site.directory.person(call.text("user", BOT_USER))
    return {
        "profile": profiles.profile(
            person, site.directory.team, site.app, with_email=_with_email(site)
        )
    }


def presence(site: Site, call: Call) -> Json:
    """users.getPresence: everybody is there."""
    site.directory.person(call.text("user", BOT_USER))
    return {"presence": "active"}


def team(site: Site, call: Call) -> Json:  # noqa: ARG001 - a method gets its call
    """team.info."""
    one = site.directory.team
    return {
        "team": {
            "id": one.id,
            "name": one.name,
            "domain": one.domain,
            "email_domain": "",
            "icon": {"image_default": True},
        }
    }


def bot(site: Site, call: Call) -> Json:
    """bots.info."""
    if call.text("bot", BOT_ID) != BOT_ID:
        raise RefusedError("bot_not_found")
    shown = profiles.bot_profile(site.app, site.directory.team)
    bare = {key: value for key, value in shown.items() if key != "team_id"}
    return {"bot": {**bare, "user_id": BOT_USER}}


def groups(site: Site, call: Call) -> Json:
    """usergroups.list; disabled ones only where they are asked for."""
    disabled = call.flag("include_disabled")
    shown = [group for group in site.directory.groups.values() if disabled or not group.disabled]
    return {"usergroups": [_group(site, group) for group in shown]}


def group_users(site: Site, call: Call) -> Json:
    """usergroups.users.list."""
    group = site.directory.groups.get(call.need("usergroup"))
    if group is None or (group.disabled and not call.flag("include_disabled")):
        raise RefusedError("no_such_subteam")
    return {"users": list(group.members)}


def _group(site: Site, group: Group) -> Json:
    """A user group's object (docs: usergroup)."""
    return {
        "id": group.id,
        "team_id": site.directory.team.id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_delete": int(group.disabled),
        "user_count": len(group.members),
    }


def emoji(site: Site, call: Call) -> Json:  # noqa: ARG001 - a method gets its site and call
    """emoji.list: no emoji of one's own."""
    return {"emoji": {}, "cache_ts": "0"}


def _with_email(site: Site) -> bool:
    return "users:read.email" in site.app.scopes


def _object(site: Site, person: Person) -> Json:
    return profiles.user(person, site.directory.team, site.app, with_email=_with_email(site))


_READ = ("users:read",)
METHODS = {
    "users.info": Method(info, T4, _READ),
    "users.list": Method(every, T2, _READ),
    "users.lookupByEmail": Method(by_email, T3, ("users:read.email",)),
    "users.profile.get": Method(profile, T4, ("users.profile:read",)),
    "users.getPresence": Method(presence, T3, _READ),
    "team.info": Method(team, T3, ("team:read",)),
    "bots.info": Method(bot, T3, _READ),
    "usergroups.list": Method(groups, T2, ("usergroups:read",)),
    "usergroups.users.list": Method(group_users, T2, ("usergroups:read",)),
    "emoji.list": Method(emoji, T2, ("emoji:read",)),
}
