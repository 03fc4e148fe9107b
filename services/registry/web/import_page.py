"""The page of an import with its plan, as it is asked for and as it comes back where something was refused."""

from flask import render_template, request
from sqlalchemy.orm import Session

from services.registry.domain.change_words import IMPORT_STATES
from services.registry.domain.import_plan import POSSIBLE, VERDICTS
from services.registry.domain.left_tables import left_tables_from
from services.registry.domain.row_effects import EFFECTS
from services.registry.models.import_batch import ImportBatch
from services.registry.queries.import_rows import list_rows
from services.registry.queries.imports import written
from services.registry.queries.later_lists import later_lists
from services.registry.schemas.import_sent import AnswersSchema
from shared.language import Message, msg
from shared.web.forms import Form
from shared.web.paging import SIZE, Page, offset, page_number

TABS = {
    "new": msg("New"),
    "update": msg("Updates"),
    "same": msg("Nothing new"),
    POSSIBLE: msg("Possibly the same"),
    "refused": msg("Refused"),
}


def render(session: Session, batch: ImportBatch, answers: Form | None = None) -> str:
    """Return the page; ``answers``: what was typed for the whole list and could not be taken."""
    effect, search, number = _effect(), request.args.get("cari", "").strip(), page_number()
    tab = None if effect else _tab(batch)
    rows, total = list_rows(session, batch.id, tab, search, SIZE, offset(number), effect)
    return render_template(
        "registry/imports/page.html",
        batch=batch,
        later=later_lists(session, batch) if batch.status == "confirmed" else [],
        done=written(session, [batch]).get(batch.id),
        notice=Message.from_json(batch.notice) if batch.notice else None,
        page=Page(rows, number, SIZE, total),
        tab=tab,
        tabs=TABS,
        effect=effect,
        effects=EFFECTS,
        answers=answers or Form.blank(AnswersSchema(), **batch.answers),
        search=search,
        states=IMPORT_STATES,
        left_tables=left_tables_from(batch.left_tables),
    )


def _effect() -> str | None:
    asked = request.args.get("akibat")
    return asked if asked in EFFECTS else None


def _tab(batch: ImportBatch) -> str:
    asked = request.args.get("jenis")
    if asked in VERDICTS:
        return asked
    return next((verdict for verdict in VERDICTS if batch.counts.get(verdict)), VERDICTS[0])
