"""One page of a long list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request
from marshmallow import Schema, fields, validate

Item = TypeVar("Item")
SIZE = 25
PARAMETER = "hal"


@dataclass(frozen=True)
class Page(Generic[Item]):
    """``number`` counts from 1; ``total`` counts the items of all pages."""

    items: Sequence[Item]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Return the position of the first item on this page, counted from 1; 0 on an empty list."""
        return (self.number - 1) * self.size + 1 if self.items else 0

    @property
    def last(self) -> int:
        """Return the position of the last item on this page."""
        return self.first + len(self.items) - 1 if self.items else 0

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None

    @property
    def around(self) -> list[int | None]:
        """Return the page numbers to link: both ends and the neighbours, None where some are left out."""
        shown = sorted({1, self.pages} | {n for n in range(self.number - 1, self.number + 2) if 1 <= n <= self.pages})
        links: list[int | None] = []
        for number in shown:
            if links and number - (links[-1] or 0) > 1:
                links.append(None)
            links.append(number)
        return links


class PageQuerySchema(Schema):
    """Which page of a list a program asks for."""

    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    page_size = fields.Integer(load_default=SIZE, validate=validate.Range(1, 200))


def page_of(item: type[Schema], **more: fields.Field[Any]) -> type[Schema]:
    """Return the schema of one page of these items, as ``shared.web.api.one_page`` answers it."""
    name = f"{item.__name__.removesuffix('Schema')}PageSchema"
    items = fields.List(fields.Nested(item), required=True)
    return Schema.from_dict({"items": items, "total": fields.Integer(required=True), **more}, name=name)


def page_number() -> int:
    """Return the page asked for (``?hal=2``); anything that is no page is the first."""
    asked = request.args.get(PARAMETER, "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


def offset(number: int, size: int = SIZE) -> int:
    """Return how many items lie before a page."""
    return (number - 1) * size
