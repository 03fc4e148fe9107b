"""Where the IKM are: the regency's kecamatan as a map, each leading to its part of the list."""

from flask import Blueprint, render_template, url_for

from services.registry.queries.figures import ikm_by_kecamatan, register_figures
from shared.rights import Right
from shared.vocabulary import KECAMATAN
from shared.web.auth import allow
from shared.web.transaction import reading

pages = Blueprint("map", __name__, url_prefix="/ikm/peta")


@pages.get("")
@allow(Right.REGISTER_READ)
def index() -> str:
    with reading() as session:
        values, figures = ikm_by_kecamatan(session), register_figures(session)
    hrefs = {code: url_for("ikm.index", kecamatan=code) for code in KECAMATAN}
    return render_template("registry/map/map.html", values=values, hrefs=hrefs, figures=figures)
