"""A policy in words and dates, in Russian and English: `policy_words`."""

from domain.preview.dates import Dates, extensions_ahead, supposed_dates, unpublished
from domain.preview.policy import People, lived_by, policy_words
from domain.preview.problems import found_problems

__all__ = [
    "Dates",
    "People",
    "extensions_ahead",
    "found_problems",
    "lived_by",
    "policy_words",
    "supposed_dates",
    "unpublished",
]
