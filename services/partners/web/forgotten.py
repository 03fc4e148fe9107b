"""Asking for a link where the password is forgotten, by page and by JSON: nobody learns whether there is an account."""

import time

from flask import request

from services.partners.actions import account_links, guesses
from services.partners.domain.account import normal_email
from services.partners.domain.account_link import limits
from shared.web.transaction import transaction

ANSWER_SECONDS = 0.3
"""Longer than it takes to ask for a mail: how long the answer takes tells nobody whether there was one to ask for."""


def ask_for_link(email: str) -> None:
    """Let whoever signs in with this address be written a link; raises TriedTooOften."""
    until = time.monotonic() + ANSWER_SECONDS
    _count(email)
    with transaction() as session:
        account_links.forget_password(session, email)
    time.sleep(max(0.0, until - time.monotonic()))


def _count(email: str) -> None:
    """Count a request, whether anybody has the address or not."""
    with transaction() as session:
        tries = guesses.count(session, limits(normal_email(email), request.remote_addr))
    with transaction() as session:
        guesses.settle(session, tries, wrong=True)
