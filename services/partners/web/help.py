"""The help: one page, for everybody, that begins with what somebody came from."""

from flask import Blueprint, render_template, request

from shared.web.auth import allow_anyone

pages = Blueprint("help", __name__)


@pages.get("/bantuan")
@allow_anyone
def show() -> str:
    return render_template("partners/help/page.html", asked=request.args.get("bagian", ""))
