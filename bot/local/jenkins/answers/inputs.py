"""Input steps: what a paused pipeline asks (Pipeline REST API plugin), and the taking of answers.

The answers are the Input Step plugin's `proceedEmpty`, `submit`, `proceed` and `abort`. As in Jenkins,
whose answer counts is told to nobody beforehand.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.local.jenkins.answers.actions import TYPES
from bot.local.jenkins.auth import Account
from bot.local.jenkins.builds import Build, Pending
from bot.local.jenkins.jobs import Parameter
from bot.local.jenkins.refusals import NO_APPROVER, NOT_FOUND, RefusalError

PAGE = "<!DOCTYPE html><html><body><h1>Error</h1><p>{message}</p></body></html>"


def pending(build: Build) -> web.Response:
    """`wfapi/pendingInputActions`: a list, empty where nothing is asked."""
    return web.json_response([_one(build, each) for each in build.pending])


def _one(build: Build, pending: Pending) -> dict[str, Any]:
    question = pending.question
    return {
        "id": question.id,
        "proceedText": question.ok,
        "message": question.message,
        "inputs": [_parameter(each) for each in question.parameters],
        "proceedUrl": f"/{build.path}wfapi/inputSubmit?inputId={quote(question.id)}",
        "abortUrl": f"/{build.path}input/{quote(question.id)}/abort",
        "redirectApprovalUrl": f"/{build.path}input/",
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    definition: dict[str, Any] = {"defaultVal": parameter.default}
    if parameter.kind == "boolean":
        definition = {"defaultVal": parameter.default == "true"}
    if parameter.kind == "choice":
        definition["choices"] = list(parameter.choices)
    return {
        "type": f"{TYPES[parameter.kind]}ParameterDefinition",
        "name": parameter.name,
        "description": parameter.description,
        "definition": definition,
    }


async def settle(
    request: web.Request, build: Build, account: Account, id: str, verb: str
) -> web.Response:
    """Take an answer: 200 or a redirect, 400 with a page for who may not give one, 404 for none open."""
    account.must("Job/Build")
    found = next((each for each in build.pending if each.question.id == id), None)
    if found is None:
        raise RefusalError(404, NOT_FOUND)
    allowed = found.question.submitters
    if verb != "abort" and allowed and account.id not in allowed:
        message = NO_APPROVER.format(submitters=",".join(allowed))
        return web.Response(status=400, text=PAGE.format(message=message), content_type="text/html")
    values = await _values(request, found) if verb in ("submit", "proceed") else {}
    found.answer(account.name, values, rejected=verb == "abort")
    if verb == "submit":
        return web.Response(status=302, headers={"Location": f"/{build.path}console"})
    return web.Response()


async def _values(request: web.Request, pending: Pending) -> dict[str, str]:
    """The values of the form; 400 for a name that the question has not."""
    given = json.loads(str((await request.post()).get("json", "{}"))).get("parameter", [])
    rows = given if isinstance(given, list) else [given]
    values = {str(row["name"]): _text(row["value"]) for row in rows}
    if values.keys() - {each.name for each in pending.question.parameters}:
        raise RefusalError(400, "No such parameter definition")
    return values


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
