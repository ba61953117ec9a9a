"""The model: one question to any OpenAI-compatible endpoint; a typed record or text comes back."""

from integrations.llm.client import Model
from integrations.llm.usage import Tokens

__all__ = ["Model", "Tokens"]
