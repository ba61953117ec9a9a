"""Webhooks of other systems: checked, reduced to an event, kept. What they say is only a hint."""

import base64
import binascii
import json
import logging
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from aiohttp import web
from aiohttp.typedefs import Handler
from redis.exceptions import RedisError

from bot.gate import same_secret
from bot.intake import Intake
from bot.intent import of_event
from handlers.watch import finished

OFF = "this hook is off: JENKINS_HOOK_SECRET is not set"
WRONG = "the hook's secret is missing or wrong"
NOT_A_NOTICE = "this is not what Jenkins's Notification plugin sends"
NO_STORE = "the store does not answer; send it again"

# Phases of a build in which its result stands: the plugin's own names.
OVER = {"COMPLETED", "FINALIZED"}
_JOB_URL = re.compile(r"(?:job/[^/]+/?)+")

log = logging.getLogger(__name__)


def jenkins_hook(secret: str, intake: Intake) -> Handler:
    """The handler of Jenkins's Notification plugin, which can sign nothing: the secret ends the
    address (`/hooks/jenkins/SECRET`) or is the password of Basic authentication."""

    async def hook(request: web.Request) -> web.StreamResponse:
        if not secret:
            return web.Response(status=403, text=OFF)
        given = request.match_info.get("secret") or _basic_password(request)
        if not same_secret(given, secret):
            return web.Response(status=401, text=WRONG)
        notice = read(_json(await request.read()))
        if notice is None:
            return web.Response(status=400, text=NOT_A_NOTICE)
        try:
            if notice.phase in OVER:
                await intake.take(of_event(finished(notice.job, notice.number)))
        except (RedisError, OSError) as error:
            log.error("a notice of Jenkins could not be kept: %s", error)
            return web.Response(status=503, text=NO_STORE)
        return web.Response(status=200, text="ok")

    return hook


def _basic_password(request: web.Request) -> str:
    kind, _, coded = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return ""
    try:
        return base64.b64decode(coded, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _json(body: bytes) -> Any:  # noqa: ANN401 - anything may arrive
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


@dataclass(frozen=True)
class Notice:
    """What a notice tells that we use; the rest is read from Jenkins itself."""

    job: str
    number: int
    phase: str


def read(payload: object) -> Notice | None:
    """The notice in a payload, or None for anything else."""
    if not isinstance(payload, dict) or not isinstance(payload.get("build"), dict):
        return None
    build = payload["build"]
    job, number, phase = job_path(payload.get("url")), build.get("number"), build.get("phase")
    if not job or not isinstance(number, int) or not isinstance(phase, str):
        return None
    return Notice(job, number, phase)


def job_path(url: object) -> str:
    """`team/api` out of the notice's `job/team/job/api/`; empty where it is no such address."""
    if not isinstance(url, str) or not _JOB_URL.fullmatch(url):
        return ""
    return "/".join(unquote(part) for part in url.strip("/").split("/")[1::2])
