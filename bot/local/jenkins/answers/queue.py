"""Queue items as `/queue/api/json` and `/queue/item/N/api/json` tell them."""

from __future__ import annotations

from bot.local.jenkins.answers import actions, builds
from bot.local.jenkins.answers.names import JOB_CLASS, milliseconds
from bot.local.jenkins.exported import Answer
from bot.local.jenkins.machine import Machine
from bot.local.jenkins.queue import Item

CLASSES = {
    "waiting": "hudson.model.Queue$WaitingItem",
    "blocked": "hudson.model.Queue$BlockedItem",
    "buildable": "hudson.model.Queue$BuildableItem",
    "left": "hudson.model.Queue$LeftItem",
}


def full(machine: Machine, item: Item) -> Answer:
    """One item; which further properties it has depends on its state."""
    now = machine.clock()
    state, history = item.state(now), machine.jobs[item.job.name]
    told: Answer = {
        "_class": CLASSES[state],
        "actions": [
            *actions.parameters(item.job, item.parameters),
            actions.causes(item.causes),
        ],
        "blocked": state == "blocked",
        "buildable": state == "buildable",
        "id": item.id,
        "inQueueSince": milliseconds(item.since),
        "params": _params(item),
        "stuck": False,
        "task": {
            "_class": JOB_CLASS[item.job.kind],
            "name": item.job.short_name,
            "url": f"{machine.url}{item.job.path}",
            "color": history.color,
        },
        "url": f"queue/item/{item.id}/",
        "why": item.why(now),
    }
    if state == "waiting":
        told["timestamp"] = milliseconds(item.due)
    elif state == "left":
        built = builds.brief(item.build, machine.url) if item.build else None
        told |= {"cancelled": item.cancelled, "executable": built}
    else:
        told["buildableStartMilliseconds"] = milliseconds(item.due)
        if state == "buildable":
            told["pending"] = False
    return told


def _params(item: Item) -> str:
    """The parameters as the queue's tooltip shows them, passwords starred."""
    secret = {p.name for p in item.job.parameters if p.kind == "password"}
    return "".join(
        f"\n{name}={'******' if name in secret else value}"
        for name, value in item.parameters.items()
    )


def listing(machine: Machine) -> Answer:
    """What waits right now."""
    waiting = [full(machine, item) for item in machine.items if item.pending]
    return {"_class": "hudson.model.Queue", "discoverableItems": [], "items": waiting}
