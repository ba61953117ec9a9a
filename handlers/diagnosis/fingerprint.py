"""One name for the same failure in every build, branch, folder and agent."""

from hashlib import blake2b

from handlers.diagnosis.mask import mask


def fingerprint(category: str, tool: str, *texts: str) -> str:
    """16 hex digits of the masked words; the same for the same failure at another time or place."""
    words = "\n".join([category, tool, *map(mask, texts)])
    return blake2b(words.encode("utf-8", "replace"), digest_size=8).hexdigest()
