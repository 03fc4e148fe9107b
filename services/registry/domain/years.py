"""The year of a licence, as lists write it: ``2019``, ``Th. 2018``, ``12/05/2019``, ``Mei 2019``, a date cell."""

import re
from datetime import date

from services.registry.domain.amounts import is_past_year
from services.registry.domain.cells import Cell, Unreadable, known
from services.registry.domain.silence import is_zero
from shared.language import msg

_YEAR = re.compile(r"(?<!\d)(?<!\d[.,])(?:19|20)\d\d(?!\d|[.,]\d)")
_ONLY = re.compile(r"'?(?P<year>\d[.,]?\d{3})(?:\.0)?\.?")
_BESIDE = re.compile(
    r"(?:th|thn|tahun|tgl|tanggal|bln|bulan|sejak|izin|ijin|terbit|nib|oss|rba|siup|iumk|iui|tdp|pirt|p-irt|halal)\b[.:]*"
    r"|\b(?:jan|feb|peb|mar|apr|mei|may|jun|jul|ag[usto]|aug|sep|okt|oct|no[pv]|des|dec)[a-z]*\b\.?"
    r"|\b\d{1,2}\b|[\s./,:()'-]+"
)


def year_of_licence(cell: Cell) -> int | None:
    """Return a year that has begun, or None where nothing is known. Raises Unreadable for anything else."""
    if isinstance(cell, date):
        return _begun(str(cell.year), cell.isoformat())
    words = known(cell)
    if words is None or is_zero(words):
        return None
    if only := _ONLY.fullmatch(words):
        return _begun(re.sub(r"[.,]", "", only["year"]), words)
    years = set(_YEAR.findall(words))
    if len(years) == 1 and not _BESIDE.sub("", _YEAR.sub("", words.casefold())):
        return _begun(years.pop(), words)
    if len(years) > 1:
        raise Unreadable(msg("“{text}” names more than one year; none was taken.", text=words[:60]))
    raise _no_year(words)


def _begun(year: str, words: str) -> int:
    if not is_past_year(int(year)):
        raise _no_year(words)
    return int(year)


def _no_year(words: str) -> Unreadable:
    return Unreadable(msg("“{text}” is no year that has begun; it was not kept.", text=words[:60]))
