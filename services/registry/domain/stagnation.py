"""When somebody who was on the way counts as stopped: months without a next step."""

from datetime import date

MONTHS = 6
"""So many full months without a next step are stagnation: as long as until an outcome is asked for."""
STEPS = ("attended", "accepted", "delegated")
"""Answers by which a programme of the history was a step of its IKM."""


def months_since(day: date, today: date) -> int:
    """Return how many full months lie between two days."""
    months = (today.year - day.year) * 12 + today.month - day.month
    return months - (today.day < day.day)
