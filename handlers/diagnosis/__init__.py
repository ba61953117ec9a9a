"""The engine: log in, evidence out. Pure: no file, no network, no clock."""

from handlers.diagnosis.engine import diagnose
from handlers.diagnosis.model import Candidate, Context, Diagnosis, Excerpt, as_json

__all__ = ["Candidate", "Context", "Diagnosis", "Excerpt", "as_json", "diagnose"]
