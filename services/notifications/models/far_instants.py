"""Mails that wait for an instant which only a clock ahead of ours can have set."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, false, func, or_, select, update
from sqlalchemy.orm import Session

from services.notifications.domain import message as rules
from services.notifications.domain.reminder import Quiet, daytime_from
from services.notifications.letters.catalogue import BY_DAY, PLANNED
from services.notifications.models.delivery import Delivery
from services.notifications.models.message import Message


def pull_forward(session: Session, at: datetime, quiet: Quiet) -> None:
    """Let mails go now that wait for an instant which only a clock ahead of ours can have set.

    What waits for the morning goes the next morning, by day now; see :mod:`reminder`.
    """
    planned = and_(Message.template.in_(PLANNED), Message.message_id.is_(None))
    for_the_morning = _for_the_morning()
    waits = ((and_(_times_put_off() == 0, ~planned, ~for_the_morning), rules.LONGEST_UNTRIED), *_pauses())
    _pull(session, at, or_(*(and_(which, _further_than(at + wait)) for which, wait in waits)))
    morning = daytime_from(at, quiet)
    for goes_at, in_time in ((morning, Message.expires_at > morning), (at, Message.expires_at <= morning)):
        _pull(session, goes_at, and_(for_the_morning, in_time, _further_than(goes_at)))


def _for_the_morning() -> Any:
    by_the_clock = func.coalesce(Message.context["by_system"].as_boolean(), false())
    return and_(Message.template.in_(BY_DAY), Message.message_id.is_(None), by_the_clock)


def _further_than(instant: datetime) -> Any:
    return Message.next_attempt_at > instant + rules.CLAIM_FOR


def _pull(session: Session, goes_at: datetime, which: Any) -> None:
    session.execute(
        update(Message)
        .where(Message.state == rules.QUEUED, which)
        .values(next_attempt_at=goes_at, revision=Message.revision + 1)
        .execution_options(synchronize_session=False)
    )


def _pauses() -> Iterator[tuple[Any, timedelta]]:
    return ((_times_put_off() == number, pause) for number, pause in enumerate(rules.BACK_OFF, start=1))


def _times_put_off() -> Any:
    put_off = select(func.max(Delivery.attempts)).where(
        Delivery.message_id == Message.id, Delivery.state == rules.QUEUED
    )
    return func.coalesce(put_off.correlate(Message).scalar_subquery(), 0)
