"""How payloads look: mrkdwn, Markdown, rich text, every block; and that foreign text stays text."""

from __future__ import annotations

import base64
import itertools
import struct
import zlib
from typing import Any

import harbour
import pytest
from console_fake import ConsoleFake
from harbour import ADA, BUILDS, GENERAL, LIN, PILOT, mrkdwn, option, plain
from playwright.sync_api import Locator, Page, expect

Json = dict[str, Any]
TS = f"{harbour.NOW}.000300"

RENDER = """async ([module, text]) => {
  const { [module]: render } = await import(`/page/${module}.js`);
  const known = {'U0LIN': {name: 'lin', real_name: 'Lin Wei'}, 'U0ADA': {name: 'ada', real_name: 'Ada'}};
  const workspace = { me: 'U0ADA', user: (id) => known[id] ?? null,
    conversation: (id) => (id === 'C0BUILDS' ? { id, name: 'builds' } : null) };
  const box = document.createElement('div');
  box.append(...render(text, { workspace }));
  const plain = (node) => node.nodeType === 3 ? node.data
    : `<${node.localName}${node.href ? ' ' + node.getAttribute('href') : ''}>${[...node.childNodes].map(plain).join('')}</>`;
  return [...box.childNodes].map(plain).join('');
}"""


@pytest.fixture(scope="module")
def still(context: Any, console: ConsoleFake) -> Any:
    """One page for all renderers, which need no fresh world."""
    page = context.new_page()
    page.goto(console.url)
    yield page
    page.close()


def show(page: Page, fake: ConsoleFake, *blocks: Json, **more: Any) -> Locator:
    """Says a message with these blocks and gives its row."""
    said = {"type": "message", "ts": TS, "user": PILOT, "bot_id": "B0PILOT", "text": "x", **more}
    message = {**said, "blocks": list(blocks)}
    fake.push({"type": "message", "channel": BUILDS, "message": message})
    row = page.locator(f'.message[data-ts="{TS}"]')
    expect(row).to_be_visible()
    return row


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("*bold* _it_ ~no~ `a*b*`", "<b>bold</> <i>it</> <del>no</> <code>a*b*</>"),
        ("*a _b_ c*", "<b>a <i>b</> c</>"),
        ("2*3*4 snake_case_name a ~ b", "2*3*4 snake_case_name a ~ b"),
        ("* not* _ nor_ **", "* not* _ nor_ **"),
        ("&lt;b&gt; &amp;amp; &quot;", "<b> &amp; &quot;"),
        ("<https://a.example/x_y_z|a *b*>", "<a https://a.example/x_y_z>a *b*</>"),
        ("see https://a.example/b, ok", "see <a https://a.example/b>https://a.example/b</>, ok"),
        ("<javascript:alert(1)|click>", "click (javascript:alert(1))"),
        ("<data:text/html,x>", "<data:text/html,x>"),
        ("<@U0LIN> <@U0ADA> <@U9>", "<span>@Lin Wei</> <span>@Ada</> <span>@U9</>"),
        ("<#C0BUILDS> <#C9|gone>", "<span>#builds</> <span>#gone</>"),
        ("<!here> <!subteam^S1|@ops>", "<span>@here</> <span>@ops</>"),
        ("<!date^0^on {date_num}|then>", "<time>on 1970-01-01</>"),
        ("<!date^x^{date}|then>", "<time>then</>"),
        ("a\n&gt; b\n&gt; *c*\nd", "a<blockquote>b\n<b>c</></>d"),
        ("&gt;&gt;&gt;a\nb", "<blockquote>a\nb</>"),
        ("x ```\n*a* &lt;\n  b\n``` y", "x <pre><code>*a* <\n  b</></> y"),
        (":nope: 10:30:40", ":nope: 10:30:40"),
        ("• one\n• two", "• one\n• two"),
    ],
)
def test_mrkdwn(still: Page, text: str, drawn: str) -> None:
    """Slack's mrkdwn, as Slack reads it."""
    assert still.evaluate(RENDER, ["mrkdwn", text]) == drawn


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("# Top\ntext **b** *i* ~~d~~ `c`", "<h1>Top</><p>text <b>b</> <i>i</> <del>d</> <code>c</></>"),
        ("- a\n  - b\n- c", "<div><ul><li>a<ul><li>b</></></><li>c</></></>"),
        ("1. a\n2. b", "<div><ol><li>a</><li>b</></></>"),
        ("```py\n<b>\n```", "<pre><code><b></></>"),
        ("[a](https://a.example) [b](javascript:x)", "<p><a https://a.example/>a</> <span>b</></>"),
        ("|a|b|\n|-|-:|\n|1|2|", "<div><table><thead><tr><th>a</><th>b</></></><tbody><tr><td>1</><td>2</></></></></>"),
        ("> q\n\n---", "<blockquote><p>q</></><hr></>"),
        (r"\*no\* <@U0LIN> snake_case", "<p>*no* <span>@Lin Wei</> snake_case</>"),
    ],
)  # fmt: skip
def test_markdown(still: Page, text: str, drawn: str) -> None:
    """Standard Markdown, of the markdown block and of streamed answers."""
    assert still.evaluate(RENDER, ["markdown", text]) == drawn


def test_every_emoji_in_the_table_is_one(still: Page) -> None:
    """The table holds names and characters, alternating, and the common ones are there."""
    names = still.evaluate("async () => [...(await import('/page/emoji.js')).EMOJI]")
    assert len(names) > 200
    assert all(name.strip("+-").isascii() and not face.isascii() for name, face in names)
    assert {"white_check_mark", "red_circle", "rotating_light", "eyes", "+1"} < dict(names).keys()


def test_emoji_characters_look_like_their_names(page: Page, fake: ConsoleFake) -> None:
    """A character that we can draw is drawn, in every kind of text but code."""
    part = [{"type": "text", "text": "\N{LARGE RED CIRCLE} rich"}]
    kinds = [
        {"type": f"rich_text_{kind}", "elements": part} for kind in ("section", "preformatted")
    ]
    row = show(
        page,
        fake,
        {"type": "header", "text": plain("\N{LARGE RED CIRCLE} red")},
        {"type": "section", "text": mrkdwn("\N{WHITE HEAVY CHECK MARK} done :eyes:")},
        {"type": "rich_text", "elements": kinds},
    )
    expect(row.locator("h3 .emoji-art")).to_have_count(1)
    expect(row.locator(".block-section .emoji-art")).to_have_count(2)
    expect(row.locator(".rt-section .emoji-art")).to_have_count(1)
    expect(row.locator("pre")).to_have_text("\N{LARGE RED CIRCLE} rich")


def test_nothing_in_mrkdwn_takes_long(still: Page) -> None:
    """Forty thousand marks that nothing closes are drawn within a second."""
    script = """async () => {
      const { mrkdwn } = await import('/page/mrkdwn.js');
      const { markdown } = await import('/page/markdown.js');
      const ctx = { workspace: { user: () => null, conversation: () => null } };
      const start = performance.now();
      for (const mark of ['*', '_', '`', '<', '~', ':', '> ', '*a ', '[', '**a ']) {
        mrkdwn(mark.repeat(12000), ctx);
        markdown(mark.repeat(6000), ctx);
      }
      return performance.now() - start;
    }"""
    assert still.evaluate(script) < 4000


def test_rich_text(page: Page, fake: ConsoleFake) -> None:
    """Styles, lists with indent and order, quotes, code, mentions; its text is never parsed."""
    text = lambda words, **style: {"type": "text", "text": words, "style": style}  # noqa: E731 - a word for a dictionary
    item = lambda words: {"type": "rich_text_section", "elements": [text(words)]}  # noqa: E731 - the same
    elements = [
        {"type": "rich_text_section", "elements": [
            text("b", bold=True, italic=True), text("*raw*"), text("c", code=True, strike=True),
            {"type": "user", "user_id": LIN}, {"type": "broadcast", "range": "here"},
            {"type": "link", "url": "https://a.example/", "text": "a"}, {"type": "color", "value": "#ff0000"},
            {"type": "emoji", "name": "eyes"}, {"type": "channel", "channel_id": GENERAL}]},
        {"type": "rich_text_list", "style": "ordered", "indent": 1, "offset": 2, "elements": [item("x")]},
        {"type": "rich_text_list", "style": "bullet", "elements": [item("y"), item("z")]},
        {"type": "rich_text_quote", "elements": [text("q")]},
        {"type": "rich_text_preformatted", "elements": [text("  1 | a\n  2 | b")]},
    ]  # fmt: skip
    row = show(page, fake, {"type": "rich_text", "elements": elements}).locator(".rich-text")
    expect(row.locator("i > b")).to_have_text("b")
    expect(row.locator("del > code")).to_have_text("c")
    expect(row).to_contain_text("*raw*")
    expect(row.locator(".mention")).to_have_text(["@Lin Wei", "@here", "#general"])
    expect(row.locator("ol.indent-1")).to_have_attribute("start", "3")
    expect(row.locator("ul > li")).to_have_text(["y", "z"])
    expect(row.locator("blockquote")).to_have_text("q")
    assert row.locator("pre").inner_text() == "  1 | a\n  2 | b"
    assert row.locator("pre").evaluate("node => getComputedStyle(node).whiteSpace") == "pre"


def test_every_other_block_is_drawn(page: Page, fake: ConsoleFake) -> None:
    """Each known type has its form; one we do not know leaves a quiet note."""
    cell = lambda words: {"type": "raw_text", "text": words}  # noqa: E731 - a word for a dictionary
    task = {"type": "task_card", "task_id": "1", "title": "Read the log", "status": "complete"}
    row = show(
        page, fake,
        {"type": "header", "text": plain(":warning: Head")},
        {"type": "section", "text": mrkdwn("*s*"), "fields": [mrkdwn("f1"), plain("f2")],
         "accessory": {"type": "button", "action_id": "a", "text": plain("Press")}},
        {"type": "divider"},
        {"type": "context", "elements": [mrkdwn("small"), {"type": "image", "image_url": "https://far.example/x.png", "alt_text": "far"}]},
        {"type": "image", "image_url": "https://far.example/x.png", "alt_text": "a chart", "title": plain("Chart")},
        {"type": "table", "rows": [[cell("h1"), cell("h2")], [cell("1"), {"type": "raw_number", "value": 2}]]},
        {"type": "alert", "level": "warning", "text": plain("Careful")},
        {"type": "card", "title": mrkdwn("Card"), "body": mrkdwn("*body*")},
        {"type": "plan", "title": "Plan", "tasks": [task, {**task, "title": "Ask", "status": "in_progress"}]},
        {"type": "video", "title": plain("Film"), "title_url": "https://film.example/", "video_url": "https://film.example/v", "alt_text": "x"},
        {"type": "markdown", "text": "**md**"},
        {"type": "hologram", "text": "?"},
    )  # fmt: skip
    expect(row.locator("h3")).to_have_text("Head")
    expect(row.locator(".section-field")).to_have_text(["f1", "f2"])
    expect(row.get_by_role("button", name="Press")).to_be_visible()
    expect(row.locator("hr.divider")).to_have_count(1)
    expect(row.locator("img")).to_have_count(0)
    expect(row.locator("figure").get_by_role("link", name="a chart")).to_be_visible()
    expect(row.locator("th")).to_have_text(["h1", "h2"])
    expect(row.locator("td")).to_have_text(["1", "2"])
    expect(row.locator(".block-alert.is-warning")).to_have_text("Careful")
    expect(row.locator(".card b")).to_have_text("body")
    expect(row.locator(".task-title")).to_have_text(["Read the log", "Ask"])
    expect(row.get_by_role("link", name="Film")).to_have_attribute("href", "https://film.example/")
    expect(row.locator(".markdown b")).to_have_text("md")
    expect(row.locator(".unsupported")).to_have_text("unsupported block: hologram")


HOSTILE = [
    "<img src=x onerror=window.pwned=1>",
    "<script>window.pwned=1</script>",
    '"><svg onload=window.pwned=1>',
    "<iframe src=javascript:window.pwned=1>",
    "</pre></code></div><object data=x>",
    "<https://a.example/\"onmouseover=window.pwned=1|<embed src=x>>",
    "[x](javascript:window.pwned=1) ![x](https://evil.example/x.png) <style>*{display:none}</style>",
    "javascript:window.pwned=1",
    "__proto__", "constructor", "toString",
]  # fmt: skip
BAD_TAGS = "script, iframe, object, embed, style, link[rel], form, base, meta, svg[onload], img[onerror], img[src='x']"


def _hostile_blocks(evil: str) -> list[Json]:
    """Every block and element with the string in every place that takes a string."""
    text, choice = mrkdwn(evil), {**option(evil, evil), "description": plain(evil)}
    inline = [
        {"type": kind, "text": evil, "url": evil, "name": evil, "user_id": evil, "channel_id": evil,
         "usergroup_id": evil, "range": evil, "value": evil, "timestamp": evil, "format": evil, "fallback": evil}
        for kind in ("text", "link", "emoji", "user", "channel", "usergroup", "broadcast", "date", "color", evil)
    ]  # fmt: skip
    rich = {"type": "rich_text", "elements": [
        {"type": f"rich_text_{kind}", "elements": inline} for kind in ("section", "quote", "preformatted")
    ] + [{"type": "rich_text_list", "style": evil, "indent": evil, "elements": [{"elements": inline}]}]}  # fmt: skip
    common = {"action_id": evil, "text": plain(evil), "placeholder": plain(evil), "value": evil,
              "options": [choice], "initial_value": evil, "style": evil, "url": evil, "icon": evil,
              "image_url": evil, "alt_text": evil, "accessibility_label": evil,
              "positive_button": {"text": plain(evil), "value": evil}, "negative_button": {"text": plain(evil)}}  # fmt: skip
    kinds = ["button", "overflow", "static_select", "multi_static_select", "external_select", "users_select",
             "datepicker", "timepicker", "checkboxes", "radio_buttons", "plain_text_input", "url_text_input",
             "feedback_buttons", "icon_button", "image", "workflow_button", evil]  # fmt: skip
    elements = [{"type": kind, **common} for kind in kinds]
    cell = {"type": "raw_text", "text": evil}
    return [
        {"type": "header", "text": plain(evil)},
        {"type": "section", "text": text, "fields": [text], "block_id": evil},
        {"type": "context", "elements": [text, {"type": "image", "image_url": evil, "alt_text": evil}]},
        {"type": "image", "image_url": evil, "alt_text": evil, "title": plain(evil)},
        {"type": "actions", "block_id": evil, "elements": elements},
        *({"type": "input", "block_id": evil, "label": plain(evil), "hint": plain(evil), "element": e} for e in elements),
        {"type": "table", "rows": [[cell], [cell], [rich]], "column_settings": [{"align": evil}]},
        {"type": "alert", "level": evil, "text": text},
        {"type": "card", "title": text, "subtitle": text, "body": text, "hero_image": {"image_url": evil}},
        {"type": "plan", "title": evil, "tasks": [{"title": evil, "status": evil, "details": rich, "sources": [{"url": evil, "text": evil}]}]},
        {"type": "video", "title": plain(evil), "title_url": evil, "video_url": evil, "description": plain(evil), "author_name": evil},
        {"type": "container", "title": plain(evil), "width": evil, "child_blocks": [{"type": "section", "text": text}]},
        {"type": "markdown", "text": evil},
        {"type": evil, "text": evil},
        rich,
    ]  # fmt: skip


def test_hostile_text_stays_text_in_every_renderer(page: Page, fake: ConsoleFake) -> None:
    """Markup in any field creates no element, runs nothing, links nowhere but to http."""
    for index, evil in enumerate(HOSTILE):
        ts = f"{harbour.NOW}.{index + 1000:06d}"
        file = {
            "id": evil,
            "name": evil,
            "title": evil,
            "mimetype": "text/plain",
            "preview": evil,
            "lines": 1,
            "size": 1,
        }
        said = {"type": "message", "ts": ts, "user": evil, "username": evil, "text": evil,
                "blocks": _hostile_blocks(evil), "files": [file],
                "reactions": [{"name": evil, "users": [evil], "count": 1}],
                "attachments": [{"color": evil, "text": evil, "title": evil, "title_link": evil, "fields": [{"title": evil, "value": evil}]}]}  # fmt: skip
        fake.push({"type": "message", "channel": BUILDS, "message": said})
        row = page.locator(f'.message[data-ts="{ts}"]')
        expect(row).to_be_attached()
        assert row.locator(BAD_TAGS).count() == 0
        assert row.locator("img").count() == 0
        assert row.locator("h3").inner_text() == evil
    hrefs = page.eval_on_selector_all("a[href]", "links => links.map((link) => link.href)")
    assert [href for href in hrefs if not href.startswith(("http://", "https://"))] == []
    handlers = page.evaluate(
        "[...document.querySelectorAll('*')].flatMap((n) => n.getAttributeNames()).filter((n) => /^on|^style$/.test(n))"
    )
    assert set(handlers) <= {"style"}
    assert page.evaluate("window.pwned") is None


def test_hostile_names_of_people_channels_and_views(page: Page, fake: ConsoleFake) -> None:
    """What the workspace says of itself is text, too: sidebar, header, home, modal, completion."""
    evil = HOSTILE[0]
    state = fake.world["state"]
    state["team"]["name"] = evil
    state["users"] = [
        {**user, "real_name": evil, "title": evil, "color": evil} for user in state["users"]
    ]
    state["conversations"] = [
        {**one, "name": evil, "topic": evil} for one in state["conversations"]
    ]
    state["commands"] = [{"command": "/x", "description": evil, "usage_hint": evil, "completions": [{"usage": evil, "help": evil}]}]  # fmt: skip
    view = {
        **harbour.build_modal(),
        "title": plain(evil),
        "submit": plain(evil),
        "blocks": _hostile_blocks(evil),
    }
    state["home"] = {"id": "V1", "type": "home", "blocks": _hostile_blocks(evil)}
    page.reload()
    expect(page.locator(".team-name")).to_have_text(evil)
    expect(page.locator(".main .pane-title")).to_have_text(evil)
    page.get_by_role("button", name="Pilot", exact=True).click()
    page.get_by_role("tab", name="Home").click()
    expect(page.locator(".home h3")).to_have_text(evil)
    page.get_by_role("tab", name="Messages").click()
    composer = page.locator(".main .composer-input")
    expect(composer).to_be_focused()  # it is hidden, and keys are lost, until the messages came
    composer.press_sequentially("/x ")
    expect(page.get_by_role("option")).to_contain_text([evil])
    fake.push({"type": "view", "views": [view]}, ADA)
    expect(page.locator(".modal h2")).to_have_text(evil)
    assert page.locator("img, body script, iframe, object, embed, body style").count() == 0
    assert page.evaluate("window.pwned") is None


def test_own_pictures_are_shown_and_enlarged(page: Page, fake: ConsoleFake) -> None:
    """A picture of this workspace is inline; a click opens it large."""
    pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    image = {"type": "image", "image_url": f"data:image/png;base64,{pixel}", "alt_text": "a chart"}
    row = show(page, fake, image)
    row.get_by_role("button", name="Enlarge: a chart").click()
    expect(page.locator(".viewer img")).to_be_visible()
    expect(page.locator(".viewer h2")).to_have_text("Picture")


def png(wide: int, tall: int) -> bytes:
    """A white picture of so many pixels."""
    head = struct.pack(">IIBBBBB", wide, tall, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * -(-wide // 8)) * tall)
    parts = (b"IHDR" + head, b"IDAT" + rows, b"IEND")
    made = b"".join(
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))
        for part in parts
    )
    return b"\x89PNG\r\n\x1a\n" + made


@pytest.mark.parametrize(("wide", "tall", "shown"), [(1600, 830, 580), (1600, 1250, 460)])
def test_a_picture_is_as_large_as_in_slack(
    page: Page, fake: ConsoleFake, wide: int, tall: int, shown: int
) -> None:
    """At most 580 wide and 360 high; the viewer shows it larger."""
    data = base64.b64encode(png(wide, tall)).decode()
    image = {
        "type": "image",
        "image_url": f"data:image/png;base64,{data}",
        "alt_text": "a chart",
    }
    picture = show(page, fake, image).locator(".block-image")
    box = picture.bounding_box()
    assert box is not None
    assert abs(box["width"] - shown) <= 3
    assert box["height"] <= 360
    picture.click()
    large = page.locator(".viewer img").bounding_box()
    assert large is not None
    assert large["width"] > 900


def test_mrkdwn_never_raises(still: Page) -> None:
    """Every short string over the marks' alphabet is drawn with all of its other characters."""
    texts = ["".join(parts) for parts in itertools.product("*_`<>|a \n", repeat=4)]
    script = """async (texts) => {
      const { mrkdwn } = await import('/page/mrkdwn.js');
      const ctx = { workspace: { user: () => null, conversation: () => null } };
      const letters = (words) => [...words].filter((c) => c === 'a').length;
      return texts.filter((text) => {
        const box = document.createElement('div');
        box.append(...mrkdwn(text, ctx));
        return letters(box.textContent) !== letters(text);
      });
    }"""
    assert still.evaluate(script, texts) == []
