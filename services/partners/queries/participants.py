"""Who it is that takes part for an IKM: its owner, or whoever comes instead."""

from typing import Any

from sqlalchemy import Select, case, null, select

from services.partners.domain.invitation import DELEGATED
from services.partners.models.enrolment import Enrolment
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination
from services.partners.queries.standings import STANDS, with_invitation

SENDS_SOMEBODY = Invitation.state == DELEGATED
PERSON = case((SENDS_SOMEBODY, Invitation.delegate_name), else_=IkmProfile.payload["contact"]["name"].as_string())
SEX = case((SENDS_SOMEBODY, null()), else_=IkmProfile.payload["owner_sex"].as_string())
"""Of whoever comes instead nobody asked it."""


def participants(*columns: Any) -> Select[Any]:
    """Select of every enrolment that counts, with its IKM and newest invitation."""
    enrolled = select(*columns).select_from(Enrolment).join(Enrolment.nomination).join(Nomination.profile)
    return with_invitation(enrolled).where(STANDS)
