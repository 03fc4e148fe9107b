"""A form in which every field is wrong names every field in one answer: each form of the product, not a sample."""

import importlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from marshmallow import Schema, fields

from shared.settings import Settings
from shared.web.forms import Form
from tests.conftest import environment
from tests.contracts.double_clicks import notifications, partners, registry
from tests.contracts.double_clicks.click import Click, Setup, Stage

TABLES: dict[str, dict[str, Setup]] = {
    "partners": partners.TABLE,
    "registry": registry.TABLE | registry.REPEATS,
    "notifications": notifications.TABLE,
}
NAMED = re.compile(r'data-for="([^"]*)"')
WRONG = "6408010101800001 " + "x" * 3000
"""No field takes it: too long, a personal number, neither a choice, a day, a number nor an address."""
UNSEEN = frozenset({
    "id", "revision", "version", "seen", "next", "kept", "plan", "first", "last", "ikm_id", "gone_id", "kept_version",
    "gone_version", "csrf_token", "plan_id", "offer_id", "ikm_ids", "whole", "takes_unconfirmed",
    "segment_id", "tries", "sequence", "sure", "form_id",
})  # fmt: skip
"""Filled in by the page, never by a person."""
PRESSED = frozenset({"submit", "draft"})
ONE_FIELD = {
    "/penawaran/<uuid:offer_id>/kuota",
    "/impor/keputusan/<uuid:row_id>",
    "/rencana/ingin/<any(selalu,jangan):word>",
    "/buku-kuota/nilai/hapus",
}
"""Answered by a page of their own with the sentence of their one field."""
SEVERAL_WITHOUT_SCHEMA = {
    "/impor/<uuid:batch_id>/kolom", "/impor/kata/hapus", "/penawaran/<uuid:offer_id>/daftar-hadir",
}  # fmt: skip
"""The columns are looked at below; what forgets a word is a button; each cell of a list is one of five letters."""
BUTTONS = {f"/impor/<uuid:batch_id>/{word}" for word in ("tulis", "tidak-diambil", "batal", "urungkan")}
"""Nothing is filled in here, and each needs an import of its own."""

KEPT_BY_A_BROWSER = {"/penawaran/<uuid:offer_id>/daftar-hadir/kirim"}
"""Sent by a script, which reads the answer itself."""


def visible(schema: Schema, prefix: str = "") -> Iterator[str]:
    """Yield the names under which a form sends the fields of a schema; of rows the first."""
    for name, field in schema.load_fields.items():
        name = prefix + (field.data_key or name)
        if isinstance(field, fields.Nested):
            yield from visible(field.schema, f"{name}-0-" if field.many else f"{name}-")
        elif isinstance(field, fields.List) and isinstance(field.inner, fields.Nested):
            yield from visible(field.inner.schema, f"{name}-0-")
        elif name not in UNSEEN:
            yield name


@pytest.fixture
def schemas(monkeypatch: pytest.MonkeyPatch) -> list[Schema]:
    """The schemas by which forms were read, as they are."""
    read: list[Schema] = []
    load = Form.load

    def noted(schema: Schema, sent: Any) -> Form:
        read.append(schema)
        return load(schema, sent)

    monkeypatch.setattr(Form, "load", noted)
    return read


@pytest.fixture(params=list(TABLES))
def stage(request: pytest.FixtureRequest, make_sqlite_url: Callable[[str], str], tmp_path: Path) -> Iterator[Stage]:
    service = str(request.param)
    made = stage_of(service, make_sqlite_url(service), tmp_path)
    yield made
    made.database.dispose()


def stage_of(service: str, url: str, folder: Path) -> Stage:
    variables = environment(service, url, "redis://127.0.0.1:1/0", SINERGI_DATA_DIR=str(folder))
    app = importlib.import_module(f"services.{service}.app").create_app(Settings.from_env(service, variables))
    app.config["WTF_CSRF_ENABLED"] = False
    return Stage(app, importlib.import_module(f"services.{service}.models").Base.metadata)


def typed(click: Click) -> dict[str, Any]:
    return click.form() if callable(click.form) else dict(click.form)


def post(stage: Stage, click: Click, form: dict[str, Any]) -> str:
    (client,) = stage.clients(click, 1)
    return client.post(click.path, data=form).text


def test_every_field_is_named_in_one_answer(stage: Stage, schemas: list[Schema]) -> None:
    unnamed, without = {}, set()
    for route, setup in TABLES[stage.app.name.split(".")[-1]].items():
        address = route.partition(" ")[2]
        if not route.startswith("POST ") or address.startswith("/api/") or address in BUTTONS | KEPT_BY_A_BROWSER:
            continue
        click = setup(stage)
        form = typed(click)
        kept = {name: value for name, value in form.items() if name in UNSEEN | PRESSED}
        schemas.clear()
        post(stage, click, kept)
        if not schemas:
            without |= {address} if len(form.keys() - UNSEEN) > 1 else set()
            continue
        names = set(visible(schemas[0]))
        told = NAMED.findall(post(stage, click, {**kept, **dict.fromkeys(names, WRONG)}))
        if missing := {name for name in names if not any(one == name or one.endswith(f"-{name}") for one in told)}:
            unnamed[address] = missing
    assert {address: names for address, names in unnamed.items() if address not in ONE_FIELD or len(names) > 1} == {}
    assert without <= SEVERAL_WITHOUT_SCHEMA


HALF_READ: dict[str, tuple[str, str, dict[str, str], set[str]]] = {
    "an answer by phone": (
        "partners", "POST /telepon/<uuid:invitation_id>",
        {"answer": "delegated", "delegate_name": "x" * 300}, {"delegate_name", "delegate_relation"},
    ),
    "an answer by link": (
        "partners", "POST /undangan/<token>",
        {"answer": "delegated", "delegate_name": "x" * 300}, {"delegate_name", "delegate_relation"},
    ),
    "a reason among other fields": (
        "partners", "POST /telepon/<uuid:invitation_id>", {"answer": "declined", "source": "fax"}, {"reason", "source"},
    ),
    "a password of one's own": (
        "partners", "POST /akun/sandi", {"current_password": "salah"}, {"current_password", "new_password"},
    ),
    "one's own name": (
        "partners", "POST /akun/diri", {"current_password": "salah", "email": "x"},
        {"current_password", "email", "name"},
    ),
    "an IKM that is registered": (
        "registry", "POST /ikm/<uuid:ikm_id>/ubah", {"name": "Kalbana", "kecamatan_code": "", "nib": "12"},
        {"kecamatan_code", "nib"},
    ),
    "a mail server": (
        "notifications", "POST /kantor/server", {"host": "mail.kutim.example", "user": "ikm", "port": "0"},
        {"password", "port"},
    ),
}  # fmt: skip
"""What cannot be read, beside what the rules say of the rest."""


@pytest.mark.parametrize("form", HALF_READ)
def test_what_cannot_be_read_and_what_the_rules_say_are_named_together(
    form: str, make_sqlite_url: Callable[[str], str], tmp_path: Path
) -> None:
    service, route, wrong, names = HALF_READ[form]
    stage = stage_of(service, make_sqlite_url(service), tmp_path)
    click = TABLES[service][route](stage)
    kept = {name: value for name, value in typed(click).items() if name in UNSEEN}
    assert set(NAMED.findall(post(stage, click, kept | wrong))) == names
    stage.database.dispose()


def test_columns_of_a_list_are_refused_with_all_that_is_wrong(
    make_sqlite_url: Callable[[str], str], tmp_path: Path
) -> None:
    stage = stage_of("registry", make_sqlite_url("registry"), tmp_path)
    click = TABLES["registry"]["POST /impor/<uuid:batch_id>/kolom"](stage)
    alike = {
        "column-0": "nib",
        "column-1": "nib",
        "column-2": "kbli",
        "column-3": "kbli",
        "column-4": "warna",
    }
    page = post(stage, click, typed(click) | alike)
    assert "Tentukan kolom mana yang memuat nama usaha." in page
    assert "“warna” bukan kolom data IKM." in page
    assert page.count("Dua kolom tidak boleh sama-sama berarti") == 2
    stage.database.dispose()


def test_taking_nobody_off_the_list_without_a_reason_says_both(
    make_sqlite_url: Callable[[str], str], tmp_path: Path
) -> None:
    stage = stage_of("partners", make_sqlite_url("partners"), tmp_path)
    click = TABLES["partners"]["POST /penawaran/<uuid:offer_id>/kecocokan/kesampingkan"](stage)
    page = post(stage, click, {})
    assert "Belum ada yang dipilih" in page
    assert "Tuliskan alasannya" in page
    stage.database.dispose()
