"""A word of the office's own, as the page sends it."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, post_load, validate

from services.registry.domain.office_words import KINDS
from shared.web.text import Line


class OfficeWordSchema(Schema):
    """What the word means is in the field named like its kind."""

    kind = Line(required=True, validate=validate.OneOf(list(KINDS)))
    word = Line(required=True, validate=validate.Length(min=1, max=60))
    kecamatan = Line(load_default="")
    unit = Line(load_default="", validate=validate.Length(max=40))
    answer = Line(load_default="")

    @post_load
    def meant(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        return {"kind": data["kind"], "word": data["word"], "meaning": data[data["kind"]]}
