"""One browser and one scripted console a module; each test gets a fresh world and a fresh page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import harbour
import pytest
from console_fake import ConsoleFake
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

expect.set_options(timeout=30_000)

Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def console() -> Iterator[ConsoleFake]:
    """The scripted server of this module."""
    fake = ConsoleFake(harbour.world())
    fake.start()
    yield fake
    fake.stop()


@pytest.fixture
def fake(console: ConsoleFake) -> ConsoleFake:
    """The scripted server in a fresh world."""
    console.reset()
    return console


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One profile a module, so that the page's files are fetched and compiled once."""
    made = browser.new_context(reduced_motion="reduce", locale="en-GB", timezone_id="UTC")
    made.set_default_timeout(30_000)
    yield made
    made.close()


@pytest.fixture
def open_page(context: BrowserContext, fake: ConsoleFake) -> Iterator[Opener]:
    """Opens pages of the workspace; at the end none may have complained (CSP, exceptions)."""
    pages: list[Page] = []
    complaints: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    def opened(path: str = f"/#{harbour.BUILDS}", width: int = 1280) -> Page:
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": 860})
        page.clock.set_fixed_time(harbour.NOW)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", said)
        page.goto(fake.url + path)
        expect(page.locator(".side-foot")).to_have_text("Connected")
        return page

    yield opened
    for page in pages:
        page.evaluate("localStorage.clear()")
        page.close()
    assert complaints == []


@pytest.fixture
def page(open_page: Opener) -> Page:
    """The workspace in #builds, as Ada, at laptop width."""
    return open_page()
