"""Geometry of the charts. The drawing is SVG in macros/charts.html; colours are classes in theme.css."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from flask import Flask

from shared.language import Message
from shared.vocabulary import KECAMATAN

SHADES = 5
RADIUS = 60.0
MARGIN = 4.0


@dataclass(frozen=True)
class Figure:
    """A labelled value of a chart, with the address of the rows behind it."""

    label: str
    value: int
    href: str | None = None


@dataclass(frozen=True)
class Stage:
    """One step of a funnel. ``share`` is of the first step, ``after`` the next step's share; both 0 to 100.

    ``exceeds``: it is more than the first step, of which no share can be told.
    """

    figure: Figure
    share: float
    after: float
    exceeds: bool = False

    @property
    def is_drawn(self) -> bool:
        """Tell whether there is anything to draw."""
        return self.share > 0 or self.after > 0

    @property
    def slope(self) -> str:
        """Return the step as a polygon on a 100 × 100 ground, falling to the height of the next step."""
        top, bottom = 50 - self.share / 2, 50 + self.share / 2
        next_top, next_bottom = 50 - self.after / 2, 50 + self.after / 2
        return f"0,{top:.1f} 100,{next_top:.1f} 100,{next_bottom:.1f} 0,{bottom:.1f}"


@dataclass(frozen=True)
class Bar:
    """One column of a bar chart, in the units of its drawing."""

    figure: Figure
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Hexagon:
    """One kecamatan on the map. ``shade`` goes from 0 (nothing) to 5 (most); ``of``: of how many, if that is told."""

    code: str
    figure: Figure
    x: float
    y: float
    shade: int
    of: int | None = None

    @property
    def points(self) -> str:
        half, height = RADIUS / 2, RADIUS * sqrt(3) / 2
        corners = ((-RADIUS, 0), (-half, -height), (half, -height), (RADIUS, 0), (half, height), (-half, height))
        return " ".join(f"{self.x + dx * 0.97:.1f},{self.y + dy * 0.97:.1f}" for dx, dy in corners)

    @property
    def words(self) -> list[str]:
        return self.figure.label.split(" ", 1)


def figures(rows: Iterable[tuple[str | Message, int] | tuple[str | Message, int, str | None] | Figure]) -> list[Figure]:
    """Return rows given as (label, value) or (label, value, address) as figures."""
    return [row if isinstance(row, Figure) else Figure(str(row[0]), *row[1:]) for row in rows]


def funnel_stages(rows: Iterable[tuple[str, int] | tuple[str, int, str | None] | Figure]) -> list[Stage]:
    """Return the steps of a funnel; every share is of the first step and never more than all of it."""
    steps = figures(rows)
    whole = max((step.value for step in steps[:1]), default=0)
    shares = [min(100.0, 100 * step.value / whole) if whole else 0.0 for step in steps]
    return [
        Stage(step, share, after, exceeds=step.value > whole)
        for step, share, after in zip(steps, shares, [*shares[1:], *shares[-1:]], strict=True)
    ]


def bar_columns(
    rows: Iterable[tuple[str, int] | tuple[str, int, str | None] | Figure], width: float = 640, height: float = 220
) -> list[Bar]:
    """Return columns that fill ``width`` and of which the highest is ``height`` high."""
    columns = figures(rows)
    highest = max((column.value for column in columns), default=0)
    step = width / max(1, len(columns))
    thick = min(step * 0.72, 72)
    bars = []
    for index, column in enumerate(columns):
        tall = height * column.value / highest if highest else 0
        bars.append(Bar(column, index * step + (step - thick) / 2, height - tall, thick, tall))
    return bars


def hexagons(
    values: Mapping[str, int], hrefs: Mapping[str, str] | None = None, of: Mapping[str, int] | None = None
) -> list[Hexagon]:
    """Return the 18 kecamatan by code, each with its value (0 where none is given) and its place on the map."""
    highest = max(values.values(), default=0)
    height = RADIUS * sqrt(3)
    return [
        Hexagon(
            code,
            Figure(item.name, values.get(code, 0), (hrefs or {}).get(code)),
            x=RADIUS + item.column * RADIUS * 1.5 + MARGIN,
            y=height * (item.row + (0.5 if item.column % 2 else 0)),
            shade=_shade(values.get(code, 0), highest),
            of=None if of is None else of.get(code, 0),
        )
        for code, item in KECAMATAN.items()
    ]


def hexmap_box(cells: Iterable[Hexagon]) -> str:
    """Return the viewBox that holds all cells."""
    cells = list(cells)
    height = RADIUS * sqrt(3) / 2
    left, right = min(c.x for c in cells) - RADIUS - MARGIN, max(c.x for c in cells) + RADIUS + MARGIN
    top, bottom = min(c.y for c in cells) - height - MARGIN, max(c.y for c in cells) + height + MARGIN
    return f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}"


def _shade(value: int, highest: int) -> int:
    return 0 if value <= 0 else max(1, -(-value * SHADES // highest))


def add_charts(app: Flask) -> None:
    """Make the geometry available to the chart macros."""
    app.jinja_env.globals.update(
        funnel_stages=funnel_stages, bar_columns=bar_columns, hexagons=hexagons, hexmap_box=hexmap_box
    )
