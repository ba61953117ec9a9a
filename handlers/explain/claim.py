"""What a model must answer: a cause with the lines that show it. The descriptions are the prompt."""

from pydantic import BaseModel, Field


class Cited(BaseModel):
    """One line of the log that shows the cause."""

    line: int = Field(description="the number before the bar")
    quote: str = Field(description="words copied exactly from that line")


class Claim(BaseModel):
    """A reading of the failure; nothing of it is believed before it was held against the log."""

    cause: str = Field(description="one or two sentences: what broke, and why")
    evidence: list[Cited] = Field(description="the lines that show it")
    alternatives: list[str] = Field(
        default=[], description="another cause that the lines allow, if there is one"
    )
    fix: list[str] = Field(default=[], description="one step to take, as an order")
    confidence: float = Field(description="0 to 1: how sure the lines make you")
