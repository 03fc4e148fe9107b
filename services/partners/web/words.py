"""The words of this service that templates need: states by code, roles, criteria."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from services.partners.domain import (
    attendance,
    enrolment,
    evaluation,
    excuse,
    institution,
    invitation,
    line,
    mail_flow,
    nomination,
    offer,
    participation_certificate,
    question,
    session,
)
from services.partners.domain.coverage import DIVISIONS
from services.partners.domain.policy import CRITERIA, MEANINGS
from shared.language import Message, translate
from shared.rights import ROLES


def add_words(app: Flask) -> Flask:
    """Make them available in every template of this app."""
    app.jinja_env.globals.update(
        offer_states=offer.STATES,
        institution_states=institution.STATES,
        nomination_states=nomination.STATES,
        invitation_states=invitation.STATES,
        enrolment_states=enrolment.STATES,
        attendance_states=attendance.STATES,
        concludes_as=attendance.CONCLUDES_AS,
        usefulness=evaluation.USEFUL,
        certificate_states=participation_certificate.STATES,
        excuses=excuse.EXCUSES,
        excuse_labels=excuse.LABELS,
        answer_sources=invitation.SOURCES,
        invitation_notices=invitation.NOTICES,
        session_states=session.STATES,
        line_notices=line.NOTICES,
        told_how=invitation.TOLD_HOW,
        question_answers=question.ANSWERS,
        mail_trouble=mail_flow.trouble,
        roles=ROLES,
        criteria=CRITERIA,
        coverage_divisions=DIVISIONS,
        meanings=MEANINGS,
    )
    app.jinja_env.filters["message"] = stored_message
    return app


def stored_message(value: Mapping[str, Any]) -> str:
    """Word a message as it is stored in an explanation."""
    return translate(Message.from_json(value))
