"""Answers that cite: evidence within a budget, a model that is checked, what people say of it."""

from handlers.citing.answer import Cited, cited_answer
from handlers.citing.budget import fitted
from handlers.citing.evidence import LETTERS, Evidence, facts_of

__all__ = ["LETTERS", "Cited", "Evidence", "cited_answer", "facts_of", "fitted"]
