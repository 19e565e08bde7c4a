"""A policy in words and dates, in Russian and English: `policy_words`."""

from domain.preview.phases import Dates
from domain.preview.policy import People, lived_by, policy_words, supposed_dates, unpublished
from domain.preview.problems import found_problems

__all__ = ["Dates", "People", "found_problems", "lived_by", "policy_words", "supposed_dates", "unpublished"]
