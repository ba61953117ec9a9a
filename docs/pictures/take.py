"""Take the pictures of builds, links and the Home tab anew: `.venv/bin/python docs/pictures/take.py` (needs Chromium)."""

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from playwright.async_api import Page, async_playwright

from bot.embedded import free_port
from bot.local.town import Doors, Town, opened, silent
from bot.local.workspace import DEFAULT_SEED

HERE = Path(__file__).parent
ADA, _, SAM, _ = (person.id for person in DEFAULT_SEED.people)
BUILDS = "C0BUILDS0"
SIZE = {"width": 1280, "height": 800}
SETTLE = 1500  # milliseconds
HERS = "ada.lindqvist@acme.example"  # the address in Ada's commits
RATES = "sum by (service) (rate(http_requests_total[1m]))"


async def take(chromium: str) -> None:
    """Open a town, let its story happen, and shoot."""
    with tempfile.TemporaryDirectory(prefix="pilothouse-") as home:
        async with opened({}, Doors.fresh(free_port()), Path(home), silent) as town:
            await town.family.start(town.doors.web, asyncio.Event())
            await _act(town, ADA, "/jenkins subscribe checkout")
            await town.standin.start()
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(
                    executable_path=chromium, args=["--no-sandbox"]
                )
                page = await browser.new_page(viewport=SIZE, device_scale_factor=1.5)
                await page.goto(f"{town.doors.page_url}/#{BUILDS}")
                await _shoot(town, page)
                await browser.close()


async def _act(town: Town, person: str, text: str) -> None:
    await town.workspace.act(person, "slash", channel=BUILDS, text=text)


async def _shoot(town: Town, page: Page) -> None:
    card = page.locator(".message", has_text="checkout #2 failed").last
    await card.wait_for(timeout=60_000)
    await page.set_viewport_size({"width": 1280, "height": 1010})
    await page.wait_for_timeout(SETTLE)
    await page.screenshot(path=HERE / "card.png")

    await page.set_viewport_size(SIZE)
    await _act(town, ADA, "/jenkins build deploy")
    await page.get_by_role("dialog").wait_for()
    await page.wait_for_timeout(SETTLE)
    await page.screenshot(path=HERE / "modal.png")
    await page.keyboard.press("Escape")

    root = await _card_ts(town)
    for person, text in (
        (SAM, "@pilot jenkins tests checkout 2"),
        (ADA, "Mine, sorry. Mending it."),
    ):
        await town.workspace.act(person, "post", channel=BUILDS, text=text, thread_ts=root)
        await page.wait_for_timeout(SETTLE)
    await _act(town, ADA, "/jenkins build checkout branch=fix")
    await page.locator(".message", has_text="checkout is mended").last.wait_for(timeout=60_000)
    await page.locator("button.reply-bar").last.click()
    await page.wait_for_timeout(SETTLE)
    await page.screenshot(path=HERE / "thread.png")
    await page.keyboard.press("Escape")
    await _link(town, page)
    await _flaky(town, page)
    await _home(town, page)


async def _flaky(town: Town, page: Page) -> None:
    """A build that a flaky test failed."""
    await town.standin.opened()
    await _act(town, ADA, "/jenkins why mailer")
    await page.locator(".message", has_text="mailer #5 failed").last.wait_for(timeout=60_000)
    await page.set_viewport_size(SIZE)
    await page.wait_for_timeout(SETTLE)
    await page.screenshot(path=HERE / "flaky.png")


async def _link(town: Town, page: Page) -> None:
    """What stands below a message with a link to a build, and with one to a graph."""
    graph = {"g0.expr": RATES, "g0.tab": "0", "g0.range_input": "15m"}
    for text in (
        f"anybody looked at {town.doors.jenkins_url}/job/checkout/2/console yet?",
        f"and at this: {town.doors.prometheus_url}/graph?{urlencode(graph)}",
    ):
        await town.workspace.act(SAM, "post", channel=BUILDS, text=text)
    await page.locator(".attachment img").last.wait_for(timeout=60_000)
    await page.set_viewport_size({"width": 1280, "height": 1100})
    await page.wait_for_timeout(SETTLE)
    await page.screenshot(path=HERE / "links.png")


async def _home(town: Town, page: Page) -> None:
    """Ada's Home tab, in English and in Chinese."""
    await _act(town, ADA, f"/ops connect git {HERS}")
    await _act(town, ADA, "/inc new 'checkout rounds prices up' sev3 service=checkout")
    await _act(town, ADA, "/jenkins why search")
    await page.locator(".message", has_text="search #").last.wait_for(timeout=60_000)
    await page.locator(".sidebar").get_by_text("Pilot").click()
    await page.get_by_role("tab", name="Home").click()
    await page.locator(".home-sheet", has_text="My builds").wait_for(timeout=60_000)
    await page.wait_for_timeout(SETTLE)
    await page.screenshot(path=HERE / "home.png")
    await _act(town, ADA, "/ops lang zh")
    await page.wait_for_timeout(SETTLE)
    await town.workspace.act(ADA, "home_open", tab="home")
    await page.locator(".home-sheet", has_text="我的构建").wait_for(timeout=60_000)
    await page.wait_for_timeout(SETTLE)
    await page.screenshot(path=HERE / "home-zh.png")


async def _card_ts(town: Town) -> str:
    messages = town.workspace.site.messages
    return next(m["ts"] for m in messages.top(BUILDS) if "checkout #2 failed" in str(m))


if __name__ == "__main__":
    path = shutil.which("chromium")
    if not path:
        sys.exit("This needs Chromium (Debian: apt install chromium).")
    asyncio.run(take(path))
