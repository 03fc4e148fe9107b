"""What was learned from the office's lists: its own words, and layouts somebody explained."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.registry.actions import learning
from services.registry.domain.office_words import ANSWER, KECAMATAN, KINDS, LONGEST, UNIT, checked, choices
from services.registry.queries.learned import list_layouts, list_words
from services.registry.schemas.office_word import OfficeWordSchema
from shared.errors import InvalidInput
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import reading, transaction

pages = Blueprint("learned", __name__, url_prefix="/impor/kata")


@pages.get("")
@allow(Right.IMPORTS_READ)
def index() -> str:
    return _page(Form({}))


@pages.post("")
@allow(Right.IMPORTS_WRITE)
def keep() -> ResponseReturnValue:
    form = Form.load(OfficeWordSchema(), request.form)
    form.also(_wrong(form.read))
    if form.ok:
        with form.saving() as session:
            learning.keep_word(session, **form.data)
    if not form.ok:
        return _page(form), form.status
    flash(gettext("The word is kept. The next list is read with it."), "success")
    return redirect(url_for("learned.index"), 303)


@pages.post("/hapus")
@allow(Right.IMPORTS_WRITE)
def drop() -> ResponseReturnValue:
    with transaction() as session:
        learning.drop_word(session, request.form.get("kind", ""), request.form.get("key", ""))
    flash(gettext("The word is forgotten."), "success")
    return redirect(url_for("learned.index"), 303)


@pages.post("/lupakan")
@allow(Right.IMPORTS_WRITE)
def forget() -> ResponseReturnValue:
    with transaction() as session:
        learning.forget(session, request.form.get("layout", ""))
    flash(gettext("The layout is forgotten. Its next list is looked at anew."), "success")
    return redirect(url_for("learned.index"), 303)


def _wrong(said: Mapping[str, Any]) -> Iterator[InvalidInput]:
    kind = said.get("kind", "")
    try:
        checked(kind, said.get("word", ""), said.get("meaning") or said.get(kind, ""))
    except InvalidInput as error:
        for field, sentences in error.errors.items():
            yield InvalidInput({field: sentences})


def _page(form: Form) -> str:
    with reading() as session:
        words, layouts = list_words(session), list_layouts(session)
    return render_template(
        "registry/imports/learned.html",
        form=form,
        words=words,
        layouts=layouts,
        kinds=KINDS,
        meanings={kind: choices(kind) or {} for kind in (KECAMATAN, ANSWER)},
        unit=UNIT,
        longest=max(LONGEST.values()),
    )
