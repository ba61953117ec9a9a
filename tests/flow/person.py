"""A person at the page: types, presses, fills in, and reads, over the page's own protocol."""

import asyncio
import time

import aiohttp

ADA, NOOR = "U0ADALIND", "U0NOORHAD"
BUILDS, DEPLOYS = "C0BUILDS0", "C0DEPLOYS"
PATIENCE = 60.0  # seconds until a test gives up; what must be quicker is asserted by itself


def words(message):
    """All texts of a message, in their order, one a line."""
    found = []

    def walk(node):
        if isinstance(node, dict):
            if isinstance(node.get("text"), str):
                found.append(node["text"])
            for value in node.values():
                if not isinstance(value, str):
                    walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(message.get("blocks") or [{"text": message.get("text", "")}])
    return "\n".join(found)


def buttons(message):
    """The buttons and menu entries of a message: label to (block id, element, option)."""
    found = {}
    for block in message.get("blocks", []):
        for element in block.get("elements", []) if block["type"] == "actions" else []:
            if element["type"] == "overflow":
                for option in element["options"]:
                    found[option["text"]["text"]] = (block["block_id"], element, option)
            else:
                found[element["text"]["text"]] = (block["block_id"], element, None)
    return found


class Person:
    """Somebody in the local workspace."""

    def __init__(self, session: aiohttp.ClientSession, base: str, user: str = ADA):
        self._session = session
        self._base = base
        self.user = user

    async def _get(self, path, **query):
        query["user"] = self.user
        async with self._session.get(f"{self._base}/console/{path}", params=query) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def act(self, type, **fields):
        """One act on the page; gives what the page gets back."""
        body = {"user": self.user, "type": type, **fields}
        async with self._session.post(f"{self._base}/console/act", json=body) as answer:
            return await answer.json()

    async def slash(self, text, channel=BUILDS):
        """Type a slash command."""
        return await self.act("slash", channel=channel, text=text)

    async def press(self, message, label, channel=BUILDS):
        """Press a button or choose a menu entry of a message."""
        block, element, option = buttons(message)[label]
        action = {"type": element["type"], "action_id": element["action_id"], "block_id": block}
        action |= {"selected_option": option} if option else {"value": element["value"]}
        container = {"type": "message", "channel": channel, "message_ts": message["ts"]}
        return await self.act("action", container=container, action=action, state={"values": {}})

    async def messages(self, channel=BUILDS, thread=None):
        """What the page shows of a channel or a thread, oldest first."""
        more = {"thread": thread} if thread else {}
        return (await self._get("messages", channel=channel, **more))["messages"]

    async def view(self):
        """The modal on top, or None."""
        views = (await self._get("state"))["views"]
        return views[-1] if views else None

    async def file(self, id):
        """The text of a file that lies in the workspace."""
        url = f"{self._base}/console/file/{id}"
        async with self._session.get(url, params={"user": self.user}) as answer:
            assert answer.status == 200
            return await answer.text()

    async def deliveries(self):
        """The latest deliveries, as the page's inspector shows them."""
        return (await self._get("deliveries", limit=200))["deliveries"]

    async def sees(self, right, channel=BUILDS, thread=None):
        """The newest message for which `right` holds, as soon as there is one."""
        there = []

        async def look():
            there[:] = await self.messages(channel, thread)
            return next((m for m in reversed(there) if right(m)), None)

        return await until(look, lambda: "\n---\n".join(words(m) for m in there[-4:]))

    async def reads(self, phrase, channel=BUILDS, thread=None):
        """The newest message with those words, as soon as there is one."""
        return await self.sees(lambda m: phrase in words(m), channel, thread)


async def until(look, instead=lambda: "", *, every=0.05, patience=PATIENCE):
    """What `look` gives, as soon as it gives something; `instead` says what was there."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        found = await look()
        if found:
            return found
        await asyncio.sleep(every)
    raise AssertionError(f"not within {patience:.0f} s; instead:\n{instead()}")
