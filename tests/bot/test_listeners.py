"""Bolt starts without a word that would send its reader looking for a fault that is none."""

import logging

from slack_bolt.logger.messages import warning_token_skipped
from slack_sdk.web.async_client import AsyncWebClient

from bot.figures import Acks
from bot.intake import Intake
from bot.listeners import bolt_app
from bot.slack.identity import Identity


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
