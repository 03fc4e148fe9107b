"""A small site to try the web kernel on."""

import errno
import uuid

from flask import Blueprint, abort, redirect, render_template_string, request
from flask.typing import ResponseReturnValue
from flask.views import MethodView
from marshmallow import Schema, fields, validate
from sqlalchemy.exc import OperationalError

from shared.clock import now
from shared.context import Actor, actor, correlation_id
from shared.errors import Forbidden, InvalidInput, NotFound, RuleBroken, StaleForm
from shared.language import msg
from shared.rights import Right
from shared.sessions import SignIn
from shared.web.api import id_for_new
from shared.web.auth import allow, allow_anyone, issue_token, sign_in_session, sign_out_session
from shared.web.body import ApiBlueprint
from shared.web.language import switch_language
from shared.web.limits import limiter
from shared.web.text import Line
from shared.web.weight import takes_file

REFUSALS = {
    "stale": StaleForm(),
    "rule": RuleBroken(msg("This file is too large: 25 MB at most.")),
    "field": RuleBroken(msg("Please fill this in."), field="title"),
    "missing": NotFound(),
    "forbidden": Forbidden(),
    "invalid": InvalidInput({"title": [msg("Please fill this in.")]}),
    "database": OperationalError("SELECT 1", {}, Exception("secret-host is down")),
    "full": OSError(errno.ENOSPC, "No space left on device", "/secret/place"),
    "bug": ZeroDivisionError("secret detail"),
}

pages = Blueprint("desk", __name__)


@pages.get("/")
@allow_anyone
def home() -> str:
    return render_template_string(
        '{% extends "layout.html" %}{% block title %}{{ _("Sign in") }}{% endblock %}'
        '{% block content %}<p class="panel">{{ _("Menu") }}</p>{% endblock %}'
    )


@pages.post("/bahasa")
@allow_anyone
def language() -> ResponseReturnValue:
    return switch_language()


@pages.post("/masuk-sebagai/<role>/<uuid:account_id>")
@allow_anyone
def sign_in(role: str, account_id: uuid.UUID) -> ResponseReturnValue:
    account = Actor(account_id, "Nurhayati", role, uuid.uuid4() if role == "institution" else None)
    proven = SignIn(uuid.uuid4(), now())
    sign_in_session(account, proven)
    return {"token": issue_token(account, proven)}


@pages.post("/keluar")
@allow_anyone
def sign_out() -> ResponseReturnValue:
    sign_out_session()
    return redirect("/")


@pages.get("/siapa")
@allow_anyone
def who() -> ResponseReturnValue:
    return {"role": actor().role, "correlation_id": correlation_id()}


@pages.get("/staf")
@allow(Right.REGISTER_WRITE)
def for_staff() -> str:
    return "staff"


@pages.get("/kepala")
@allow(Right.REGISTER_READ)
def for_head() -> str:
    return "head"


@pages.get("/pengelola")
@allow(Right.OFFICE_ACCOUNTS_KEEP)
def for_admin() -> str:
    return "admin"


@pages.get("/mitra")
@allow(Right.OWN_OFFERS_READ)
def for_institution() -> str:
    return "institution"


@pages.route("/salah/<kind>", methods=["GET", "POST"])
@allow_anyone
def refuse(kind: str) -> str:
    raise REFUSALS[kind]


@pages.post("/berkas")
@allow(Right.REGISTER_WRITE)
@takes_file
def keep_file() -> str:
    with request.files["file"].stream as file:
        return str(len(file.read()))


@pages.get("/endlos")
@allow_anyone
def endless() -> str:
    while True:
        sum(range(1000))


@pages.get("/status/<int:status>")
@allow_anyone
def fail(status: int) -> str:
    abort(status)


@pages.route("/sering", methods=["GET", "POST"])
@allow_anyone
@limiter.limit("2 per hour")
def often() -> str:
    return "once more"


class ThingSchema(Schema):
    id = fields.UUID(dump_only=True)
    title = Line(required=True, validate=validate.Length(min=3, max=20))
    seats = fields.Integer(validate=validate.Range(min=1))


api = ApiBlueprint("things", __name__, url_prefix="/api/partners/v1/things")


@api.route("")
class Things(MethodView):
    @allow_anyone
    @api.response(200, ThingSchema(many=True))
    def get(self) -> ResponseReturnValue:
        """List things."""
        return []

    @allow(Right.REGISTER_WRITE)
    @api.arguments(ThingSchema)
    @api.response(201, ThingSchema)
    def post(self, thing: dict[str, object]) -> dict[str, object]:
        """Create a thing."""
        return {"id": id_for_new(), **thing}


@api.get("/refused/<kind>")
@allow_anyone
@api.response(200)
def refuse_program(kind: str) -> None:
    """Always refuse."""
    raise REFUSALS[kind]


@api.get("/echo")
@allow(Right.OWN_OFFERS_READ)
def echo() -> ResponseReturnValue:
    """Say it again."""
    return {"role": actor().role, "q": request.args.get("q")}
