"""POSTs that set something going: a build, a job switched off and on."""

from __future__ import annotations

from aiohttp import web

from bot.local.jenkins.auth import Account
from bot.local.jenkins.builds import Cause
from bot.local.jenkins.history import History
from bot.local.jenkins.machine import QUIET_PERIOD, Machine
from bot.local.jenkins.refusals import NOT_BUILDABLE, NOT_PARAMETERIZED, NOTHING, RefusalError
from bot.local.jenkins.wishes import delay, from_form, from_query


async def order_build(
    request: web.Request, machine: Machine, history: History, account: Account
) -> web.Response:
    """Queue a build in the account's name: 201 with the queue item's address in Location."""
    account.must("Job/Build")
    if history.disabled:
        raise RefusalError(409, NOT_BUILDABLE.format(name=history.job.name))
    parameters = await _parameters(request, history)
    cause = Cause("user", user_id=account.id, user_name=account.name)
    wait = delay(request.query.get("delay"))
    item = machine.schedule(
        history.job, (cause,), parameters, quiet=QUIET_PERIOD if wait is None else wait
    )
    return web.Response(status=201, headers={"Location": f"{machine.url}queue/item/{item.id}/"})


async def _parameters(request: web.Request, history: History) -> dict[str, str]:
    job, form = history.job, await request.post()
    if request.path.rstrip("/").endswith("/buildWithParameters"):
        if not job.parameters:
            raise RefusalError(500, NOT_PARAMETERIZED)
        fields = {name: str(value) for name, value in form.items()}
        return from_query(job, fields | dict(request.query))
    if not job.parameters:
        return {}
    if "json" not in form:
        raise RefusalError(400, NOTHING)
    return from_form(job, form)


def set_disabled(
    machine: Machine, history: History, account: Account, *, disabled: bool
) -> web.Response:
    """Switch a job off or on."""
    account.must("Job/Configure")
    history.disabled = disabled
    return web.Response(status=302, headers={"Location": f"{machine.url}{history.job.path}"})
