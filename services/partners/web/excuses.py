"""Why they cannot come, topic by topic: what to change next time."""

from flask import Blueprint, render_template

from services.partners.domain.excuse import LABELS
from services.partners.queries.excuses import by_topic, count_excuses
from shared.rights import Right
from shared.web.auth import allow
from shared.web.transaction import reading

pages = Blueprint("excuses", __name__, url_prefix="/penawaran/alasan")


@pages.get("")
@allow(Right.NOMINEES_READ)
def index() -> str:
    with reading() as session:
        counted = count_excuses(session)
    return render_template("partners/excuses/page.html", by_topic=by_topic(counted), labels=LABELS)
