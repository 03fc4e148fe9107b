"""A merger as the API shows it."""

from typing import Any

from marshmallow import Schema, fields

from services.registry.models.merge import Merge
from shared.web.paging import page_of


def _taken(merge: Merge) -> dict[str, Any]:
    return {name: (took["source"] or {}).get("source") for name, took in merge.taken.items()}


class MergeOutSchema(Schema):
    """``moved``: by table the ids of what the one kept was given, null where that is not known."""

    id = fields.UUID()
    kept_id = fields.UUID()
    gone_id = fields.UUID()
    merged_at = fields.AwareDateTime(attribute="created_at")
    merged_by = fields.String()
    reason = fields.String()
    moved = fields.Dict(allow_none=True)
    taken = fields.Function(
        _taken, metadata={"type": "object", "description": "Field that was taken over to where its value is from"}
    )
    undone_at = fields.AwareDateTime(allow_none=True)
    undone_by = fields.String(allow_none=True)
    undo_reason = fields.String(allow_none=True)


MergePageSchema = page_of(MergeOutSchema)
