"""The hosts of the systems that we know: whose links Slack shall tell us of. Pure."""

from urllib.parse import urlsplit

from bot.settings import Settings
from handlers.kit.forge import web_address


def unfurl_domains(settings: Settings) -> tuple[str, ...]:
    """Each host once, Jenkins's first: Slack takes only a few."""
    addresses = (
        settings.jenkins_url,
        settings.prometheus_public_url or settings.prometheus_url,
        *(web_address(each) for each in settings.git_repositories),
    )
    hosts = (urlsplit(address).hostname or "" for address in addresses)
    return tuple(dict.fromkeys(host for host in hosts if "." in host))
