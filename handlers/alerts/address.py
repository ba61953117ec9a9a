"""Whether an address that came with an alert may become a link."""

from urllib.parse import urlsplit


def is_web(url: str) -> bool:
    """Whether a foreign address may become a link: http or https, with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable()
    except ValueError:
        return False
