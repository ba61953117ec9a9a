"""Take the pictures of an alert and of its incident's timeline anew:
`.venv/bin/python docs/pictures/story.py` (needs Chromium)."""

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
ADA, LIN, *_ = (person.id for person in DEFAULT_SEED.people)
DEPLOYS = "C0DEPLOYS"
SIZE = {"width": 1280, "height": 1150}
SETTLE = 1500  # milliseconds
PATIENCE = 90_000  # milliseconds until the alert fires
DEPLOY = "/jenkins build deploy environment=production version={version} dry_run=false"
TALK = (
    (LIN, "Errors since 1.9.0 went out. I suspect the currencies."),
    (ADA, "@pilot inc note Rolling back to 1.8.0"),
)


async def take(chromium: str) -> None:
    """Open a town, let the bad version out, and shoot what follows."""
    with tempfile.TemporaryDirectory(prefix="pilothouse-") as home:
        async with opened({}, Doors.fresh(free_port()), Path(home), silent) as town:
            await town.family.start(town.doors.web, asyncio.Event())
            await town.standin.start()
            await town.standin.opened()
            await _type(town, "/prom subscribe")
            await _type(town, DEPLOY.format(version="1.9.0"))
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(
                    executable_path=chromium, args=["--no-sandbox"]
                )
                page = await browser.new_page(viewport=SIZE, device_scale_factor=1.5)
                await page.goto(f"{town.doors.page_url}/#{DEPLOYS}")
                await _alert(page)
                await _timeline(town, page)
                await browser.close()


async def _type(town: Town, text: str) -> None:
    await town.workspace.act(ADA, "slash", channel=DEPLOYS, text=text)


async def _alert(page: Page) -> None:
    card = page.locator(".message", has_text="CheckoutErrorRateHigh").last
    await card.wait_for(timeout=PATIENCE)
    await card.scroll_into_view_if_needed()
    await page.wait_for_timeout(SETTLE)
    await page.screenshot(path=HERE / "alert.png")
    await card.get_by_role("button", name="Open incident").click()
    await page.locator(".message", has_text="INC-1: ").last.wait_for()


async def _timeline(town: Town, page: Page) -> None:
    root = next(
        m["ts"]
        for m in town.workspace.site.messages.top(DEPLOYS)
        if "INC-1: " in str(m.get("blocks"))
    )
    for person, text in TALK:
        await town.workspace.act(person, "post", channel=DEPLOYS, text=text, thread_ts=root)
        await page.wait_for_timeout(SETTLE)
    await town.workspace.act(
        ADA, "post", channel=DEPLOYS, text="@pilot inc timeline", thread_ts=root
    )
    await page.locator("button.reply-bar").last.click()
    await page.locator(".message", has_text="Timeline of INC-1").last.wait_for()
    await page.wait_for_timeout(SETTLE)
    await page.screenshot(path=HERE / "timeline.png")


if __name__ == "__main__":
    path = shutil.which("chromium")
    if not path:
        sys.exit("This needs Chromium (Debian: apt install chromium).")
    asyncio.run(take(path))
