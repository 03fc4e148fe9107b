"""All tables of partners, so that the metadata is complete wherever one of them is used."""

from services.partners.models.account import Account
from services.partners.models.account_link import AccountLink
from services.partners.models.attendance import Attendance
from services.partners.models.attendance_entry import AttendanceEntry
from services.partners.models.base import Base
from services.partners.models.certificate_year import CertificateYear
from services.partners.models.enrolment import Enrolment
from services.partners.models.evaluation import Evaluation
from services.partners.models.guess import Guess
from services.partners.models.ikm_outcome import IkmOutcome, IkmOutcomeOffer
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.institution import Institution
from services.partners.models.invitation import Invitation
from services.partners.models.line_call import LineCall
from services.partners.models.mail_flow import MailFlow
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.models.participation_certificate import ParticipationCertificate
from services.partners.models.plan import Plan
from services.partners.models.plan_floor import PlanFloor
from services.partners.models.plan_miss import PlanMiss
from services.partners.models.plan_offer import PlanOffer
from services.partners.models.plan_seat import PlanSeat
from services.partners.models.plan_wish import PlanWish
from services.partners.models.policy import PolicyVersion
from services.partners.models.question_call import QuestionCall
from services.partners.models.seat_value import SeatValue
from services.partners.models.session import OfferSession
from services.partners.models.sign_in import AccountSignIn
from services.partners.models.step_aside import StepAside
from services.partners.models.waiting_count import WaitingCount

__all__ = [
    "Account",
    "AccountLink",
    "AccountSignIn",
    "Attendance",
    "AttendanceEntry",
    "Base",
    "CertificateYear",
    "Enrolment",
    "Evaluation",
    "Guess",
    "IkmOutcome",
    "IkmOutcomeOffer",
    "IkmProfile",
    "Institution",
    "Invitation",
    "LineCall",
    "MailFlow",
    "Nomination",
    "Offer",
    "OfferSession",
    "ParticipationCertificate",
    "Plan",
    "PlanFloor",
    "PlanMiss",
    "PlanOffer",
    "PlanSeat",
    "PlanWish",
    "PolicyVersion",
    "QuestionCall",
    "SeatValue",
    "StepAside",
    "WaitingCount",
]
