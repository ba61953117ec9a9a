"""The page's door: our own page on this machine, and nothing that a browser could be led to run."""

import aiohttp
import pytest
from aiohttp import web
from workspace_world import ADA, APP_TOKEN, BOT_TOKEN, BUILDS, MANIFEST, SECRET

from bot.local.workspace import Workspace


@pytest.fixture
async def page_folder(tmp_path):
    (tmp_path / "index.html").write_text("<title>page</title>")
    (tmp_path / "main.js").write_text("export {}")
    return tmp_path


@pytest.fixture
async def aiohttp_served():
    """A workspace that somebody else serves: (workspace, URL)."""
    made = Workspace(MANIFEST, bot_token=BOT_TOKEN, app_token=APP_TOKEN, signing_secret=SECRET)
    runner = web.AppRunner(made.application(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield made, f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_files_are_shown_without_running(workspace, session):
    """A person's HTML file comes as plain text, in a sandbox, never sniffed."""
    done = await workspace.act(
        ADA, "upload", channel=BUILDS, name="a<b>.html", text="<script>1</script>"
    )

    async with session.get(f"{workspace.site.url}/console/file/{done['file']}") as answer:
        assert await answer.text() == "<script>1</script>"
        assert answer.content_type == "text/plain"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Content-Disposition"] == 'inline; filename="a_b_.html"'


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
async def test_other_sites_are_refused(workspace, session, headers):
    """A foreign Host or Origin gets nothing: no state, no act, no socket."""
    base = workspace.site.url
    act = {"user": ADA, "type": "post", "channel": BUILDS, "text": "forged"}

    async with session.get(f"{base}/console/state", headers=headers) as answer:
        assert answer.status == 403
    async with session.post(f"{base}/console/act", json=act, headers=headers) as answer:
        assert answer.status == 403
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await session.ws_connect(f"{base}/console/live?user={ADA}", headers=headers)
    assert list(workspace.site.messages.top(BUILDS)) == []


async def test_our_own_page_is_let_in(workspace, session):
    """Its Origin is the address that it came from."""
    url = f"{workspace.site.url}/console/act"
    act = {"user": ADA, "type": "post", "channel": BUILDS, "text": "hello"}

    async with session.post(url, json=act, headers={"Origin": workspace.site.url}) as answer:
        assert (await answer.json())["ok"] is True


async def test_the_page_is_served_under_a_strict_policy(opened, session, page_folder):
    """Only our own scripts and styles; nothing outside of the folder."""
    workspace = await opened(page=page_folder)

    async with session.get(workspace.site.url) as answer:
        assert await answer.text() == "<title>page</title>"
        assert answer.headers["Content-Security-Policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            "connect-src 'self' ws:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
        )
    async with session.get(f"{workspace.site.url}/page/main.js") as answer:
        assert answer.status == 200
        assert answer.content_type in ("text/javascript", "application/javascript")
    async with session.get(f"{workspace.site.url}/page/..%2f..%2fetc%2fpasswd") as answer:
        assert answer.status == 404


async def test_a_foreign_host_does_not_become_our_address(aiohttp_served, session):
    """The workspace learns where it is from loopback names alone."""
    workspace, url = aiohttp_served

    async with session.get(f"{url}/api/api.test", headers={"Host": "evil.example"}):
        assert workspace.site.url == ""
    async with session.get(f"{url}/api/api.test"):
        assert workspace.site.url == url
