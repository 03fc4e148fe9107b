"""The page *Jangan sampai berhenti*: who was on the way and stopped."""

from flask import Blueprint, render_template, request

from services.registry.queries.stagnation import NONE, count_by_cluster, stopped
from shared.rights import Right
from shared.vocabulary import CLUSTERS
from shared.web.auth import allow
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.transaction import reading

pages = Blueprint("stagnation", __name__, url_prefix="/hasil/jangan-berhenti")


@pages.get("")
@allow(Right.OUTCOMES_READ)
def index() -> str:
    asked, number = request.args.get("klaster", ""), page_number()
    cluster = asked if asked in CLUSTERS or asked == NONE else None
    with reading() as session:
        found, total = stopped(session, cluster, SIZE, offset(number))
        counts = count_by_cluster(session)
    page = Page(found, number, SIZE, total)
    return render_template("registry/outcomes/stagnation.html", page=page, counts=counts, cluster=cluster, none=NONE)
