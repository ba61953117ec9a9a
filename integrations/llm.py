"""The model: one question to any OpenAI-compatible endpoint, one typed record back."""

from typing import TypeVar

from pydantic import BaseModel

S = TypeVar("S", bound=BaseModel)


class Model:
    """One model at one endpoint. `base_url` as the openai package takes it, "http://host/v1"."""

    def __init__(self, base_url: str, model: str, key: str = "", *, timeout: float = 20.0) -> None:
        self.base_url = base_url.rstrip("/")
        self.model = model
        self._key = key
        self._timeout = timeout  # seconds a whole question may take, repair round included

    async def ask(self, system: str, user: str, shape: type[S]) -> S:
        """Return the model's answer as a `shape`; raise an IntegrationError that says what failed."""
        raise NotImplementedError

    async def ping(self) -> str:
        """Return a sentence that the model answers; raise an IntegrationError if it does not."""
        raise NotImplementedError

    async def close(self) -> None:
        """Close the connections."""
