"""A person's request that the history forget: the administrator's button on the page of an IKM."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from services.registry.actions.forgetting import forget_ikm
from services.registry.queries.ikm_page import get_ikm
from shared.language import msg
from shared.rights import Right
from shared.web.auth import allow
from shared.web.text import typed
from shared.web.transaction import transaction

NOTHING_HERE = msg(
    "The register's history says nothing of this IKM that could be erased; the other services look into theirs."
)
pages = Blueprint("forgetting", __name__, url_prefix="/ikm/<uuid:ikm_id>")


@pages.post("/lupakan-riwayat")
@allow(Right.PERSONAL_DATA_ERASE)
def forget(ikm_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        get_ikm(session, ikm_id)
        erased = forget_ikm(session, ikm_id, typed("reason", 500))
    done = msg("{count} values and names were erased from the history.", count=erased)
    flash(str(done if erased else NOTHING_HERE), "success")
    return redirect(url_for("ikm.show", ikm_id=ikm_id, _anchor="riwayat"), 303)
