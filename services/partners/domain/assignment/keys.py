"""Which of many numbers are among others."""

import numpy as np

from services.partners.domain.assignment.instance import Flags, Whole


def is_among(values: Whole, others: Whole) -> Flags:
    """Tell for each value whether it is one of the others, without sorting the values."""
    if not len(others):
        return np.zeros(len(values), dtype=bool)
    ordered = np.sort(others)
    at = np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)
    found: Flags = ordered[at] == values
    return found
