"""Take the picture of builds that run and ask:
`.venv/bin/python docs/pictures/live.py` (needs Chromium)."""

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Page, async_playwright

from bot.embedded import free_port
from bot.local.doors import Doors
from bot.local.town import Town, opened, silent
from bot.local.workspace import DEFAULT_SEED

HERE = Path(__file__).parent
_, _, SAM, _ = (person.id for person in DEFAULT_SEED.people)
BUILDS = "C0BUILDS0"
SIZE = {"width": 1280, "height": 1150}
ROUNDS = "rounds=40"
SETTLE = 1500  # milliseconds
PATIENCE = 120_000  # milliseconds until a build has come so far


async def take(chromium: str) -> None:
    """Open a town, follow its builds, and shoot."""
    with tempfile.TemporaryDirectory(prefix="pilothouse-") as home:
        async with opened({}, Doors.fresh(free_port()), Path(home), silent) as town:
            await town.family.start(town.doors.web, asyncio.Event())
            await town.standin.start()
            await town.standin.opened()
            await _act(
                town, BUILDS, "/jenkins subscribe nightly all", "/jenkins subscribe release all"
            )
            await _act(town, BUILDS, f"/jenkins build nightly {ROUNDS}")
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(
                    executable_path=chromium, args=["--no-sandbox"]
                )
                page = await browser.new_page(viewport=SIZE, device_scale_factor=1.5)
                await page.goto(f"{town.doors.page_url}/#{BUILDS}")
                await _running(town, page)
                await browser.close()


async def _act(town: Town, channel: str, *texts: str) -> None:
    for text in texts:
        await town.workspace.act(SAM, "slash", channel=channel, text=text)


async def _running(town: Town, page: Page) -> None:
    """The second time Jenkins knows how long it takes."""
    await page.locator(".message", has_text="nightly #2 passed").last.wait_for(timeout=PATIENCE)
    await _act(town, BUILDS, "/jenkins build release", f"/jenkins build nightly {ROUNDS}")
    asks = page.locator(".message", has_text="release #2 waits for an answer").last
    await asks.wait_for(timeout=PATIENCE)
    await page.locator(".message", has_text="▰▰▰").last.wait_for(timeout=PATIENCE)
    await page.wait_for_timeout(SETTLE)
    await page.screenshot(path=HERE / "running.png")


if __name__ == "__main__":
    path = shutil.which("chromium")
    if not path:
        sys.exit("This needs Chromium (Debian: apt install chromium).")
    asyncio.run(take(path))
