"""What a pipeline's stage wrote, from the Stage View plugin's answers (its wfapi)."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from integrations.jenkins.reading import Json, parts, text

STEPS = 50  # of a stage that are read, the last ones: a failure is at the end
TAG = re.compile(r"<[^<>]*>")  # the plugin answers with HTML: timestamps and links are marked up


def stage_log(ask: Callable[[str], Any], node: str, stage: str) -> str:
    """The logs of a stage's steps, one after the other; `node` is the address of its nodes."""
    steps = [
        text(each, "id") for each in parts(_get(ask, node, stage, "describe"), "stageFlowNodes")
    ]
    wanted = [step for step in steps if step.isascii() and step.isdigit()][-STEPS:] or [stage]
    logs = (text(_get(ask, node, step, "log"), "text") for step in wanted)
    return "".join(_plain(log) for log in logs if log)


def _get(ask: Callable[[str], Any], node: str, number: str, what: str) -> Json:
    answer = ask(f"{node}{number}/wfapi/{what}")
    if not isinstance(answer, dict):
        raise TypeError
    return answer


def _plain(log: str) -> str:
    plain = unescape(TAG.sub("", log))
    return plain if plain.endswith("\n") else plain + "\n"
