"""The main story as a person lives it: a real browser, the real processes, a real broken build."""

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright, expect

expect.set_options(timeout=30_000)  # milliseconds, on a busy machine
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page(town, ada, chromium):
    """Ada's browser, in #builds; at its end the page has complained of nothing."""
    complaints = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else 0)
        await page.goto(f"{town.doors.page_url}/#C0BUILDS0")
        yield page
        await browser.close()
    assert complaints == []


async def type_here(page, text):
    """Type into the channel's composer and send."""
    box = page.locator(".main .composer-input")
    await box.fill(text)
    await box.press("Escape")
    await box.press("Enter")


def messages(page, words):
    """The channel's messages with those words."""
    return page.locator(".main .message", has_text=words)


async def test_the_answer_comes_to_the_page_by_itself(page):
    """From Enter to the decisive lines, with nothing loaded anew."""
    await expect(page.locator(".main .composer-input")).to_be_visible()
    await type_here(page, "/jenkins why checkout")
    await messages(page, "checkout #2 failed").last.wait_for()

    answer = messages(page, "checkout #2 failed").last
    await expect(answer).to_contain_text("Only visible to you")
    await expect(answer.locator("pre")).to_contain_text("AssertionError: Money(cents=68034")
    await expect(answer).to_contain_text("Convert currencies without Decimal · Sam Okafor")
    await expect(answer.get_by_role("button", name="Re-run")).to_be_visible()


async def test_a_press_asks_and_then_builds(page):
    """Re-run shows Slack's confirmation; only its yes starts a build, which is told to the channel."""
    await type_here(page, "/jenkins subscribe checkout")
    await messages(page, "This channel now hears of checkout").last.wait_for()
    answer = messages(page, "checkout #2 failed").last
    await answer.get_by_role("button", name="Re-run").click()
    dialog = page.get_by_role("alertdialog").or_(page.get_by_role("dialog")).last
    await expect(dialog).to_contain_text("Run it again?")
    await dialog.get_by_role("button", name="Re-run").click()

    card = messages(page, "checkout #3 failed").last
    await card.wait_for()
    await expect(card).to_contain_text("ada, took")


async def test_a_form_opens_and_starts_a_build(page):
    """`/jenkins build deploy` opens the typed form; what is chosen there is what runs."""
    await type_here(page, "/jenkins build deploy")
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Build deploy")
    await expect(dialog).to_contain_text("Only say what would be done.")
    await dialog.get_by_role("button", name="Build", exact=True).click()

    started = messages(page, "deploy #2 started").last
    await started.wait_for()
    await expect(started).to_contain_text("environment=staging")


async def test_the_card_turns_and_its_thread_tells(page):
    """A good build of the branch that mends it turns the card; the thread has the news."""
    await type_here(page, "/jenkins build checkout branch=fix")
    turned = messages(page, "checkout is mended by #4").first
    await turned.wait_for()

    await turned.locator("button.reply-bar").click()

    thread = page.locator(".thread, #thread").last
    await expect(thread).to_contain_text("checkout #4 passed")


async def test_a_link_to_a_build_is_previewed_below_it(page, town):
    """With its status, its cause and buttons, and a press answers in the message's thread."""
    await type_here(page, f"has anybody seen {town.doors.jenkins_url}/job/checkout/2/console ?")

    said = messages(page, "has anybody seen").last
    preview = said.locator(".attachment")
    await expect(preview).to_contain_text("checkout #2 failed")
    await expect(preview).to_contain_text("Cause: ")
    await preview.get_by_role("button", name="Job status").click()
    await expect(said.locator("button.reply-bar")).to_contain_text("1 reply")


async def test_the_home_tab_holds_what_is_ones_own(page):
    """The build that was started here, and what was asked, to be asked again."""
    await page.locator(".sidebar").get_by_text("Pilot").click()
    await page.get_by_role("tab", name="Home").click()
    sheet = page.locator(".home-sheet")
    await expect(sheet).to_contain_text("My builds")
    await expect(sheet).to_contain_text("you started it")
    await expect(sheet.get_by_role("button", name="Ask again").first).to_be_visible()
    await page.locator(".sidebar").get_by_text("builds").first.click()


async def test_foreign_words_stay_words(page):
    """Markup that somebody types is shown, not obeyed."""
    await type_here(page, "<img src=x onerror=alert(1)> *bold* <b>no</b>")

    said = messages(page, "<img src=x onerror=alert(1)>").last
    await said.wait_for()
    assert await said.locator("img[src='x'], b:text-is('no')").count() == 0
