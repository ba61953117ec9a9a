"""The ports and secrets of one local run, and the addresses that follow from them."""

import secrets
from dataclasses import dataclass

from bot.embedded import free_port

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Doors:
    """The ports of one local run, and its secrets: new at each start."""

    page: int
    web: int
    jenkins: int
    prometheus: int
    alertmanager: int
    bot_token: str
    signing_secret: str
    hook_secret: str
    alert_secret: str
    github_secret: str
    gitlab_secret: str
    jenkins_token: str
    secret_key: str

    @classmethod
    def fresh(cls, page: int) -> "Doors":
        """Free ports and new secrets; the page's port is chosen by whoever starts."""
        return cls(
            page=page,
            web=free_port(),
            jenkins=free_port(),
            prometheus=free_port(),
            alertmanager=free_port(),
            bot_token=f"xoxb-local-{secrets.token_hex(12)}",
            signing_secret=secrets.token_hex(16),
            hook_secret=secrets.token_hex(16),
            alert_secret=secrets.token_hex(16),
            github_secret=secrets.token_hex(16),
            gitlab_secret=secrets.token_hex(16),
            jenkins_token=secrets.token_hex(16),
            secret_key=secrets.token_hex(16),
        )

    @property
    def page_url(self) -> str:
        """Where the page and Slack's stand-in are."""
        return _url(self.page)

    @property
    def web_url(self) -> str:
        """Where the bot's web process is."""
        return _url(self.web)

    @property
    def jenkins_url(self) -> str:
        """Where Jenkins's stand-in is."""
        return _url(self.jenkins)

    @property
    def prometheus_url(self) -> str:
        """Where Prometheus's stand-in is."""
        return _url(self.prometheus)

    @property
    def alertmanager_url(self) -> str:
        """Where Alertmanager's stand-in is."""
        return _url(self.alertmanager)

    @property
    def hook_url(self) -> str:
        """Where Jenkins's stand-in sends its notices."""
        return f"{self.web_url}/hooks/jenkins/{self.hook_secret}"

    @property
    def alert_hook_url(self) -> str:
        """Where Alertmanager's stand-in sends its notices."""
        return f"{self.web_url}/hooks/alertmanager/{self.alert_secret}"


def _url(port: int) -> str:
    return f"http://{HOST}:{port}"
