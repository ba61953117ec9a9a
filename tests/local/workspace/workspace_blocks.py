"""Blocks as apps write them: each kind at its very limit, and the pieces to write others."""


def plain(text="x"):
    return {"type": "plain_text", "text": text}


def mrkdwn(text="x"):
    return {"type": "mrkdwn", "text": text}


def section(text="x", **more):
    return {"type": "section", "text": mrkdwn(text), **more}


def button(text="Go", **more):
    return {"type": "button", "action_id": "go", "text": plain(text), **more}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def option(text="a", value="a"):
    return {"text": plain(text), "value": value}


def select(*options, **more):
    return {"type": "static_select", "action_id": "s", "options": list(options), **more}


def image(**more):
    return {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "a", **more}


def field(**more):
    element = {"type": "plain_text_input", "action_id": "a"}
    return {"type": "input", "label": plain(), "element": element, **more}


def rich(text="x"):
    inner = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [inner]}


def cell(text="x"):
    return {"type": "raw_text", "text": text}


def task(**more):
    return {"type": "task_card", "task_id": "t", "title": "T", "status": "complete", **more}


FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "f",
    "positive_button": {"text": plain(), "value": "up"},
    "negative_button": {"text": plain(), "value": "down"},
}

GOOD = {
    "section": section("x" * 3000, fields=[mrkdwn("y" * 2000)] * 10, accessory=button()),
    "header": {"type": "header", "text": plain("x" * 150)},
    "divider": {"type": "divider", "block_id": "b" * 255},
    "context": {"type": "context", "elements": [mrkdwn(), *[image()] * 9]},
    "actions": actions(button("x" * 75, value="v" * 2000, style="danger")),
    "select": actions(select(*[option()] * 100)),
    "groups": actions(
        {
            "type": "static_select",
            "action_id": "s",
            "option_groups": [{"label": plain(), "options": [option()]}],
        }
    ),
    "overflow": section(
        accessory={"type": "overflow", "action_id": "o", "options": [option()] * 5}
    ),
    "confirm": actions(
        button(
            confirm={
                "title": plain("x" * 100),
                "text": mrkdwn("x" * 300),
                "confirm": plain("x" * 30),
                "deny": plain("x" * 30),
            }
        )
    ),
    "date": actions({"type": "datepicker", "action_id": "d", "initial_date": "2026-11-22"}),
    "image": image(title=plain()),
    "input": field(hint=plain(), optional=True),
    "rich_text": rich(),
    "markdown": {"type": "markdown", "text": "# x"},
    "table": {"type": "table", "rows": [[cell()] * 20] * 100},
    "data_table": {"type": "data_table", "caption": "c", "rows": [[cell()], [cell()]]},
    "context_actions": {"type": "context_actions", "elements": [FEEDBACK]},
    "alert": {"type": "alert", "text": mrkdwn(), "level": "error"},
    "card": {"type": "card", "title": mrkdwn("x" * 150), "body": mrkdwn("x" * 200)},
    "carousel": {"type": "carousel", "elements": [{"type": "card", "title": mrkdwn()}] * 10},
    "container": {"type": "container", "title": plain(), "child_blocks": [section()]},
    "task_card": task(details=rich()),
    "plan": {"type": "plan", "title": "P", "tasks": [task()]},
    "video": {
        "type": "video",
        "alt_text": "a",
        "thumbnail_url": "https://x.example/a.png",
        "title": plain(),
        "video_url": "https://x.example/v",
    },
}


def modal(**more):
    return {"type": "modal", "title": plain("T"), "blocks": [], **more}
