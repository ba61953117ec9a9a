"""The engine: log in, evidence out. Pure: no file, no network, no clock."""

from handlers.diagnosis.engine import diagnose
from handlers.diagnosis.model import Candidate, Diagnosis, Excerpt, as_json

__all__ = ["Candidate", "Diagnosis", "Excerpt", "as_json", "diagnose"]
