"""The shortcut "Explain this", from Slack's delivery to the private answer and its sharing."""

import json

from office import ADA, BUILDS, LIN, office, words

LOG = "+ pytest -q\nFAILED tests/test_cart.py::test_totals - assert 11 == 12\n1 failed in 0.12s"


async def chosen(at, message, user=ADA):
    """Somebody chooses "Explain this" in a message's menu, and it is done."""
    body = {
        "type": "message_action",
        "callback_id": "explain_this",
        "team": {"id": "T0HARBOUR"},
        "user": {"id": user},
        "api_app_id": "A1",
        "trigger_id": at.workspace.site.triggers.mint(user),
        "action_ts": "9.1",
        "message_ts": message["ts"],
        "channel": {"id": BUILDS, "name": "builds"},
        "message": message,
    }
    await at.deliver(body)
    await at.work()


def notes(at, user=ADA):
    """What somebody alone sees in #builds."""
    return list(at.workspace.site.messages.notes(BUILDS, user))


async def test_a_pasted_log_is_explained_to_who_asked_and_shared_by_a_press(valkey):
    """Nobody else sees the answer until then; then it is for the channel."""
    async with office(valkey) as at:
        ts = await at.says(LIN, f"look:\n```\n{LOG}\n```")
        await chosen(at, at.workspace.site.messages.need(BUILDS, ts))

        (note,) = notes(at)
        assert words(note).startswith("🔴 What failed in the pasted log\nCause: \n")
        assert "2 │ FAILED tests/test_cart.py::test_totals" in words(note)
        assert notes(at, LIN) == []
        before = [each["ts"] for each in at.workspace.site.messages.top(BUILDS)]
        share = note["blocks"][-1]["elements"][0]
        await at.press({"ts": note["ts"], "channel": BUILDS}, "run:0", share["value"])
        await at.work()

        now = at.workspace.site.messages.top(BUILDS)
        posted = [each for each in now if each["ts"] not in before]
        assert [words(each).split("\n")[0] for each in posted] == [
            "🔴 What failed in the pasted log"
        ]
        assert "Share with the channel" not in json.dumps(posted)


async def test_a_text_files_first_lines_are_a_log_too(valkey):
    """As far as Slack shows them; that there are more is said."""
    async with office(valkey) as at:
        ts = await at.says(LIN, "the log")
        file = {"id": "F1", "preview": LOG, "preview_is_truncated": True, "lines_more": 400}
        await chosen(at, at.workspace.site.messages.need(BUILDS, ts) | {"files": [file]})

        (note,) = notes(at)
        assert "test_totals" in words(note)
        assert "The file is longer: Slack gave me only its first lines." in words(note)
