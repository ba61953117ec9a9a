"""Whether an address that came with an alert may become a link."""

from urllib.parse import urlsplit


def is_web(url: str) -> bool:
    """Whether a foreign address may become a link: http or https, with a host, and nothing beside.

    No address holds a blank (RFC 3986); what follows one would pass as a part of the host.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    whole = url.isprintable() and not any(map(str.isspace, url))
    return parts.scheme in ("http", "https") and bool(parts.hostname) and whole
