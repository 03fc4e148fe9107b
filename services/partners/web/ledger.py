"""The ledger: what institutions granted and what came of it, as funnel, table and workbook."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for

from services.partners.domain import ledger as rules
from services.partners.domain.ledger import DIVISIONS, OF_IKM, Figures, Line
from services.partners.queries import standings
from services.partners.queries.about import NOT_RECORDED, About
from services.partners.queries.ledger_lines import ledger_lines, whole
from services.partners.schemas.ledger_sheet import HEADINGS, workbook
from services.partners.web.about import about_in_query, in_words
from shared.clock import today
from shared.errors import NotFound
from shared.rights import Right
from shared.web.auth import allow
from shared.web.transaction import reading

pages = Blueprint("ledger", __name__, url_prefix="/buku-kuota")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OF_PEOPLE = (standings.NOMINATED, standings.CONFIRMED, standings.ATTENDED, standings.COMPLETED, standings.OUTCOME)
FIELDS = {division: division for division in DIVISIONS} | {rules.OFFER: "offer_id", rules.INSTITUTION: "institution_id"}
"""Which part of :class:`About` a line of each division narrows."""
IDS = frozenset({rules.OFFER, rules.INSTITUTION})
FROM_YEAR = 2024


@dataclass(frozen=True)
class Shown:
    """A line of the page; ``links`` lead from a figure to exactly its rows."""

    line: Line
    links: Mapping[str, str]


@pages.get("")
@allow(Right.OFFERS_READ)
def index() -> str:
    division, about = _division(), about_in_query()
    with reading() as session:
        lines = _ordered(division, ledger_lines(session, division, about, of=None))
        return render_template(
            "partners/ledger/page.html",
            division=division,
            divisions=DIVISIONS,
            of_ikm=division in OF_IKM,
            about=about,
            lines=[Shown(line, _links(_narrowed(about, division, line.key))) for line in lines],
            whole=Shown(Line("", "", whole(session, about, of=None)), _links(about)),
            headings=HEADINGS,
            years=range(today().year + 1, FROM_YEAR - 1, -1),
            year=_year(about),
            words=in_words(about),
        )


@pages.get("/unduh.xlsx")
@allow(Right.OFFERS_READ)
def download() -> Response:
    division, about = _division(), about_in_query()
    with reading() as session:
        lines = _ordered(division, ledger_lines(session, division, about, of=None))
        file = workbook(division, lines, whole(session, about, of=None))
    response = make_response(file)
    response.headers["Content-Type"] = WORKBOOK
    response.headers["Content-Disposition"] = f'attachment; filename="buku-kuota-{division}-{today()}.xlsx"'
    return response


def _division() -> str:
    asked = request.args.get("per") or rules.KIND
    if asked not in DIVISIONS:
        raise NotFound
    return asked


def _ordered(division: str, lines: list[Line]) -> list[Line]:
    if division in (rules.MONTH, rules.YEAR):
        return sorted(lines, key=lambda line: line.key, reverse=True)
    return sorted(lines, key=lambda line: (not line.key, -_weight(line.figures), str(line.label)))


def _weight(figures: Figures) -> int:
    return figures.nominated if figures.granted is None else figures.granted


def _narrowed(about: About, division: str, key: str) -> About:
    """Return what a line is about."""
    if division in (rules.MONTH, rules.YEAR):
        first, last = _period(key)
        return replace(about, since=max(first, about.since or first), until=min(last, about.until or last))
    line: dict[str, Any] = {FIELDS[division]: UUID(key) if division in IDS else key or NOT_RECORDED}
    return replace(about, **line)


def _period(key: str) -> tuple[date, date]:
    """Return the first and the last day of a month ("2026-03") or a year ("2026")."""
    year, _, month = key.partition("-")
    first, last = int(month or 1), int(month or 12)
    return date(int(year), first, 1), date(int(year), last, monthrange(int(year), last)[1])


def _links(about: About) -> dict[str, str]:
    asked: dict[str, Any] = in_words(about) | {"diberikan": 1}
    people = {name: url_for("nominees.index", posisi=name, **asked) for name in OF_PEOPLE}
    if about.divides_people:
        return people
    offers = {"granted": url_for("offers.index", **asked), "lapsed": url_for("offers.index", gugur=1, **asked)}
    return people | offers


def _year(about: About) -> int | None:
    """Return the year that the ledger is narrowed to, if it is a whole one."""
    year = about.since.year if about.since else None
    return year if year and (about.since, about.until) == _period(str(year)) else None
