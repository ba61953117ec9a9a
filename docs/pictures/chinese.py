"""Take the picture of a failed build's card in Chinese anew: `.venv/bin/python docs/pictures/chinese.py`
(needs Chromium and a font with Chinese signs, such as Debian's fonts-noto-cjk)."""

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright

from bot.embedded import free_port
from bot.local.doors import Doors
from bot.local.town import Town, opened, silent
from bot.local.workspace import DEFAULT_SEED

HERE = Path(__file__).parent
ADA = DEFAULT_SEED.people[0].id
BUILDS = "C0BUILDS0"
SIZE = {"width": 1280, "height": 1060}
SETTLE = 1500  # milliseconds


async def take(chromium: str) -> None:
    """Open a town, have #builds read Chinese, and shoot the first card that comes."""
    with tempfile.TemporaryDirectory(prefix="pilothouse-") as home:
        async with opened({}, Doors.fresh(free_port()), Path(home), silent) as town:
            await town.family.start(town.doors.web, asyncio.Event())
            await _type(town, "/ops lang zh here")
            await _type(town, "/jenkins subscribe checkout")
            await town.standin.start()
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(
                    executable_path=chromium, args=["--no-sandbox"]
                )
                page = await browser.new_page(viewport=SIZE, device_scale_factor=1.5)
                await page.goto(f"{town.doors.page_url}/#{BUILDS}")
                card = page.locator(".message", has_text="checkout #2 失败").last
                await card.wait_for(timeout=60_000)
                await page.wait_for_timeout(SETTLE)
                await page.screenshot(path=HERE / "card-zh.png")
                await browser.close()


async def _type(town: Town, text: str) -> None:
    await town.workspace.act(ADA, "slash", channel=BUILDS, text=text)


if __name__ == "__main__":
    path = shutil.which("chromium")
    if not path:
        sys.exit("This needs Chromium (Debian: apt install chromium).")
    asyncio.run(take(path))
