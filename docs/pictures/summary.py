"""Take the pictures of a summary anew: `.venv/bin/python docs/pictures/summary.py` (Chromium).

The model is a server on this machine that says four lines; all that checks them is the bot.
"""

import asyncio
import json
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from playwright.async_api import Page, async_playwright

from bot.embedded import free_port
from bot.local.town import Doors, Town, opened, silent
from bot.local.workspace import DEFAULT_SEED

HERE = Path(__file__).parent
ADA, LIN, SAM, _ = (person.id for person in DEFAULT_SEED.people)
DEPLOYS = "C0DEPLOYS"
SIZE = {"width": 1280, "height": 900}
SETTLE = 800  # milliseconds
TALK = (
    (ADA, "confirmed: 12% of the requests fail, it began at 10:02"),
    (SAM, "on it, looking at the pool"),
    (SAM, "rolled payments back to 1.4.2"),
    (LIN, "errors fell from 12% to 0.3%, thanks"),
)
SAID = (
    "payments answered 500 since the deploy of 1.4.3; 12% of the requests failed [m1][m2]\n",
    "sam rolled payments back to 1.4.2 [m4]\n",
    "Errors fell from 12% to 0.3% [m5]\n",
    "The connection pool was too small for the new release\n",
)


@asynccontextmanager
async def model(go_on: asyncio.Event) -> AsyncIterator[str]:
    """A model's server that says its lines, and ends when it may."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for text in SAID:
            chunk = json.dumps({"choices": [{"delta": {"content": text}}]})
            await response.write(f"data: {chunk}\n\n".encode())
        await go_on.wait()
        await response.write(b"data: [DONE]\n\n")
        return response

    app = web.Application()
    app.router.add_post("/v1/chat/completions", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    finally:
        await runner.cleanup()


async def take(chromium: str) -> None:
    """Open a town, let people talk, ask for a summary, and shoot it growing and done."""
    go_on = asyncio.Event()
    with tempfile.TemporaryDirectory(prefix="pilothouse-") as home:
        async with (
            model(go_on) as url,
            opened(
                {"LLM_BASE_URL": url, "LLM_MODEL": "small"},
                Doors.fresh(free_port()),
                Path(home),
                silent,
            ) as town,
            async_playwright() as playwright,
        ):
            await town.family.start(town.doors.web, asyncio.Event())
            browser = await playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox"]
            )
            page = await browser.new_page(viewport=SIZE, device_scale_factor=1.5)
            await page.goto(f"{town.doors.page_url}/#{DEPLOYS}")
            await _talk(town)
            await page.locator("button.reply-bar").last.click()
            await _shoot(page, "too small for the new release", "growing.png")
            go_on.set()
            await _shoot(page, "Each line was checked", "summary.png")
            await browser.close()


async def _talk(town: Town) -> None:
    first = "payments answers 500 since the deploy of 1.4.3"
    root = (await town.workspace.act(LIN, "post", channel=DEPLOYS, text=first))["ts"]
    for person, text in (*TALK, (ADA, "@pilot summarise this thread")):
        await town.workspace.act(person, "post", channel=DEPLOYS, text=text, thread_ts=root)


async def _shoot(page: Page, text: str, name: str) -> None:
    await page.locator(".message", has_text=text).last.wait_for(timeout=60_000)
    await page.wait_for_timeout(SETTLE)
    await page.screenshot(path=HERE / name)


if __name__ == "__main__":
    path = shutil.which("chromium")
    if not path:
        sys.exit("This needs Chromium (Debian: apt install chromium).")
    asyncio.run(take(path))
