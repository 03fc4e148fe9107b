"""Certificates of participation as they go out, and why one is revoked."""

from marshmallow import Schema, fields, validate

from shared.web.text import Paragraph


class PrintedCertificateSchema(Schema):
    """What stands on the paper, and whether it holds: all that anybody with its code may know."""

    state = fields.String()
    number = fields.String(attribute="certificate.number")
    person_name = fields.String(attribute="certificate.person_name")
    ikm_name = fields.String(attribute="certificate.ikm_name")
    programme = fields.String(attribute="certificate.programme")
    institution_name = fields.String(attribute="certificate.institution_name")
    office_name = fields.String(attribute="certificate.office_name")
    began_on = fields.Date(attribute="certificate.began_on", allow_none=True)
    ended_on = fields.Date(attribute="certificate.ended_on", allow_none=True)
    minutes = fields.Integer(attribute="certificate.minutes")
    attended = fields.Integer(attribute="certificate.attended")
    sessions = fields.Integer(attribute="certificate.sessions")
    issued_at = fields.AwareDateTime(attribute="certificate.issued_at")
    revoked_at = fields.AwareDateTime(attribute="certificate.revoked_at", allow_none=True)
    revoke_reason = fields.String(attribute="certificate.revoke_reason", allow_none=True)


class CertificateStandingSchema(PrintedCertificateSchema):
    """How one stands for the office: ``stands_alone`` where, after a correction, the programme was not completed."""

    id = fields.UUID(attribute="certificate.id")
    code = fields.String(attribute="certificate.code")
    enrolment_id = fields.UUID(attribute="certificate.enrolment_id")
    stands_alone = fields.Boolean()
    may_be_reissued = fields.Boolean()
    to_print = fields.Boolean()


class CertificateRevocationSchema(Schema):
    reason = Paragraph(required=True, validate=validate.Length(1, 1000))
