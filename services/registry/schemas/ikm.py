"""What may be said of an IKM, by form and by API alike."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, pre_load, validate, validates_schema

from services.registry.domain.ikm import STATUSES
from services.registry.schemas import values
from services.registry.schemas.ikm_fields import changing_fields, wire_fields
from shared.language import msg
from shared.web.paging import page_of
from shared.web.text import Email, Line


class ReachSchema(Schema):
    """How somebody is reached. Phone numbers may be typed in any notation."""

    phone = values.Understood(values.phone, allow_none=True)
    email = Email(validate=validate.Length(max=254), allow_none=True)

    @pre_load
    def lower_case(self, data: Any, **_: Any) -> Any:
        email = data.get("email") if isinstance(data, dict) else None
        return data | {"email": email.strip().lower()} if isinstance(email, str) else data


class OwnerSchema(ReachSchema):
    """The owner's name is the IKM's own field."""

    phone_other = values.Understood(values.phone, allow_none=True)


class ProxySchema(ReachSchema):
    """Who answers for the owner."""

    name = Line(validate=validate.Length(max=200), allow_none=True)


CONTACTS: dict[str, type[Schema]] = {"owner": OwnerSchema, "proxy": ProxySchema}


class IkmSchema(Schema):
    """The fields of an IKM. Only the name is needed for a draft; no legal number is ever mandatory."""

    class Meta:
        include = wire_fields()

    owner = fields.Nested(OwnerSchema)
    proxy = fields.Nested(ProxySchema)

    @validates_schema(skip_on_field_errors=False)
    def name_no_sentra_it_is_not_in(self, data: Any, **_: Any) -> None:
        if data.get("in_sentra") == "no" and data.get("sentra"):
            raise ValidationError({"sentra": [msg("Leave the name empty, or say that it belongs to the sentra.")]})


class IkmChangesSchema(IkmSchema):
    """Any of the fields: what is not sent stays as it is."""

    class Meta:
        include = changing_fields()


class NewIkmFormSchema(IkmSchema):
    """The form for a new IKM brings the id it will have: sending it twice makes one."""

    id = fields.UUID(required=True)


class IkmFormSchema(IkmSchema):
    """The form for a known IKM says which version it shows: sent too late, it is refused."""

    revision = fields.Integer(required=True)


def parts(data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return what was sent as the IKM's own values, and its contacts by kind."""
    contacts = {kind: data[kind] for kind in CONTACTS if kind in data}
    return {name: value for name, value in data.items() if name not in contacts}, contacts


class HoldingSchema(Schema):
    kind = fields.String()
    state = fields.String(metadata={"description": "yes or no; a kind that is not listed has not been asked about"})
    number = fields.String(allow_none=True)
    issued_on = fields.Date(allow_none=True)
    expires_on = fields.Date(allow_none=True)


class NeedOutSchema(Schema):
    topic = fields.String()
    severity = fields.Integer()
    since = fields.Date()


class ParticipationSchema(Schema):
    title = fields.String()
    topic = fields.String(allow_none=True)
    held_on = fields.Date()
    status = fields.String()
    delegate_name = fields.String(allow_none=True)
    source = fields.String()


class ContactOutSchema(Schema):
    kind = fields.String()
    name = fields.String(allow_none=True)
    phone = fields.String(allow_none=True)
    phone_other = fields.String(allow_none=True)
    email = fields.String(allow_none=True)
    undeliverable_since = fields.AwareDateTime(allow_none=True)


class IkmOutSchema(IkmSchema):
    """An IKM as the API shows it. A NIK is only said to be recorded."""

    class Meta:
        exclude = ("owner", "proxy", "nik")

    id = fields.UUID()
    number = fields.String()
    revision = fields.Integer()
    status = fields.String(metadata={"enum": list(STATUSES)})
    status_reason = fields.String(allow_none=True)
    restricted = fields.Boolean()
    merged_into_id = fields.UUID(allow_none=True)
    desa_code = fields.String(allow_none=True)
    registered_on = fields.Date()
    verified_at = fields.AwareDateTime(allow_none=True)
    has_nik = fields.Function(lambda ikm: ikm.nik_fingerprint is not None, metadata={"type": "boolean"})
    contacts = fields.List(fields.Nested(ContactOutSchema))
    certificates = fields.List(fields.Nested(HoldingSchema))
    needs = fields.List(fields.Nested(NeedOutSchema))
    participations = fields.List(fields.Nested(ParticipationSchema))
    provenance = fields.Dict()


class LineSchema(Schema):
    """An IKM in a list."""

    id = fields.UUID(attribute="ikm_id")
    number = fields.String()
    name = fields.String()
    owner_name = fields.String(allow_none=True)
    product = fields.String(allow_none=True)
    kecamatan_code = fields.String(allow_none=True)
    cluster = fields.String(allow_none=True)
    status = fields.String()
    restricted = fields.Boolean()
    phone = fields.String(allow_none=True)
    email = fields.String(allow_none=True)
    reachable = fields.Boolean()


IkmPageSchema = page_of(LineSchema)
