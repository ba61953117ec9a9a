"""What an error of Slack's means for a row: wait so long, or never."""

from slack_sdk.errors import SlackApiError

from bot.delivery.posting import TOO_MANY, asked_to_wait
from bot.delivery.waiting import NotYetError, RefusedForGoodError

BROKEN = 500  # HTTP's server errors begin here

# docs.slack.dev/reference/methods/chat.postMessage: these say "try again", all others are final.
PASSING = {
    "ratelimited",
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    # a token that is being changed: an operator mends it, and nothing should be lost until then
    "invalid_auth",
    "token_revoked",
    "token_expired",
    "account_inactive",
}


def is_final(error: SlackApiError) -> bool:
    """Whether Slack will say the same however often it is asked."""
    status = error.response.status_code
    return status != TOO_MANY and status < BROKEN and word(error) not in PASSING


def meaning(error: SlackApiError, growing: float) -> NotYetError | RefusedForGoodError:
    """What to do with the row; `growing` is the wait in seconds where Slack names none."""
    if error.response.status_code == TOO_MANY:
        return NotYetError(asked_to_wait(error), "ratelimited")
    if is_final(error):
        return RefusedForGoodError(f"Slack answered {word(error)}")
    return NotYetError(growing, word(error) or f"HTTP {error.response.status_code}")


def word(error: SlackApiError) -> str:
    """Slack's word for what is wrong."""
    response = error.response
    return str(response.get("error", "")) if hasattr(response, "get") else str(error)
