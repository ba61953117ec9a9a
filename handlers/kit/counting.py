"""Numbers with their noun, as people say them."""


def counted(count: int, noun: str) -> str:
    """A count and what is counted: 1 job, 2 jobs, 1,200 lines."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
