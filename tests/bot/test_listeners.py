"""Bolt starts without a word that would send its reader looking for a fault that is none."""

import logging

from slack_bolt.logger.messages import warning_token_skipped
from slack_sdk.web.async_client import AsyncWebClient

from bot.figures import Acks
from bot.intake import Intake
from bot.listeners import bolt_app
from bot.slack.identity import Identity


def test_no_payload_is_logged(caplog):
    """However much is logged, Bolt writes no body; of a warning it keeps the first line."""
    caplog.set_level(logging.DEBUG)
    app = bolt_app(
        Identity(AsyncWebClient()),
        Intake(None, None),
        None,
        shortcuts=(),
        heard=(),
        acked=Acks().took,
    )

    app.logger.info("body: xoxb-secret")
    app.logger.warning("Unhandled request\npaste this: xoxb-secret")
    assert [text for text in caplog.messages if "secret" in text or "Unhandled" in text] == [
        "Unhandled request"
    ]


def test_a_token_in_the_environment_is_no_warning(monkeypatch, caplog):
    """The bot token stands in the environment at each start; that Bolt leaves it is as meant."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-test-token")

    app = bolt_app(
        Identity(AsyncWebClient()),
        Intake(None, None),
        None,
        shortcuts=(),
        heard=(),
        acked=Acks().took,
    )

    assert caplog.messages == []
    app.logger.warning("something else")
    app.logger.warning(warning_token_skipped())
    assert caplog.record_tuples == [
        ("slack_bolt.pilothouse", logging.WARNING, "something else"),
    ]
