"""A part of an offer's quota: seats kept for some IKM, or a limit on seats of some."""

from services.partners.domain.offer import FOLLOWED, SUBMITTED

DIVIDED = FOLLOWED | {SUBMITTED}
"""In these states of an offer staff say how its seats are divided."""
