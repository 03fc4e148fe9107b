"""The ledger as a workbook: one line a row, figures as numbers, and where they came from above them."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from services.partners.domain.ledger import DIVISIONS, Figures, Line
from shared.clock import now
from shared.language import Message, gettext, msg, translate
from shared.words import datetime

HEADINGS: dict[str, Message] = {
    "granted": msg("Quota granted"),
    "nominated": msg("Nominated"),
    "confirmed": msg("Confirmed"),
    "attended": msg("Attended"),
    "completed": msg("Completed the programme"),
    "outcome": msg("With an outcome"),
    "lapsed": msg("Lapsed"),
    "cost": msg("Cost avoided (Rp)"),
    "unvalued": msg("Attended, seat without a value"),
}
_AS_IT_IS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def workbook(division: str, lines: Sequence[Line], whole: Figures) -> bytes:
    """Return the file; a quota that cannot be divided like this is left empty."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, _AS_IT_IS) as book:
        sheet, bold = book.add_worksheet(gettext("The ledger")), book.add_format({"bold": True})
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, len(HEADINGS), 16, book.add_format({"num_format": "#,##0"}))
        sheet.write(0, 0, gettext("As of {when}", when=datetime(now())))
        sheet.write_row(1, 0, [translate(DIVISIONS[division]), *map(translate, HEADINGS.values())], bold)
        for number, line in enumerate(lines, 2):
            sheet.write_row(number, 0, [_label(line), *_figures(line.figures)])
        sheet.write_row(len(lines) + 2, 0, [gettext("All together"), *_figures(whole)], bold)
        sheet.freeze_panes(2, 1)
    return content.getvalue()


def _label(line: Line) -> str:
    return translate(line.label) if isinstance(line.label, Message) else line.label


def _figures(figures: Figures) -> list[Any]:
    return [getattr(figures, name) for name in HEADINGS]
