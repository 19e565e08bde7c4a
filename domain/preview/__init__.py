"""A policy in words and dates, in Russian and English: `policy_words`."""

from domain.preview.phases import Dates
from domain.preview.policy import People, policy_words, supposed_dates, unpublished
from domain.preview.problems import found_problems

__all__ = ["Dates", "People", "found_problems", "policy_words", "supposed_dates", "unpublished"]
