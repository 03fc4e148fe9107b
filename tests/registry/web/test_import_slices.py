"""While a large list is being written, the site's pages and the API answer as if it was not there."""

import re

from services.registry.actions import import_slices, imports
from services.registry.tasks import import_steps
from services.registry.tasks.work import work as lane
from shared.work import hand
from tests.registry.factories import registered
from tests.registry.lists import confirmed, csv_of, do_long_work, register_size, rows_of

CHANGING = {
    "/sistem/registry/kerja",
    "/sistem/registry/siap",
    "/impor",
    "/api/registry/v1/imports",
    "/api/registry/v1/work",
}
"""Pages that tell how far the writing is."""


def test_pages_and_api_answer_as_before_until_all_of_a_list_is_there(
    app, site_database, client_of, bearer, tmp_path, monkeypatch
):
    with site_database.transaction() as session:
        registered(session, name="Batik Wakaroros", kecamatan_code="64.08.10")
    rows = (f"Batik {place};Nora {place};Kaliorang;0812{place:07};;;;RT. {place};" for place in range(12))
    monkeypatch.setattr(imports, "LARGE", 0)
    monkeypatch.setattr(import_slices, "SLICE", 8)
    admin = client_of("admin")
    before = answers(app, admin, bearer)
    before = {address: said for address, said in answers(app, admin, bearer).items() if said == before[address]}
    assert {"/ikm", "/ikm/peta", "/impor/keputusan", "/api/registry/v1/ikm", "/ikm?cari=batik"} <= before.keys()
    batch = confirmed(site_database, tmp_path, csv_of(*rows))

    def until(*arguments):
        hand.ending.set()
        return import_slices.write_slice(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(import_steps, "write_slice", until)
        lane.take_next(site_database, app.config["SETTINGS"])
    hand.ending.clear()
    meanwhile = answers(app, admin, bearer)
    assert [address for address, said in before.items() if meanwhile[address] != said] == []
    [first, *_] = _made(site_database, batch)
    for address in (f"/ikm/{first}", f"/ikm/{first}/ubah"):
        assert admin.get(address).status_code == 404
    assert app.test_client().get(f"/api/registry/v1/ikm/{first}", headers=bearer).status_code == 404
    do_long_work(site_database, app.config["SETTINGS"])
    assert register_size(site_database) == 13
    assert admin.get(f"/ikm/{first}").status_code == 200
    assert answers(app, admin, bearer)["/ikm"] != before["/ikm"]


def answers(app, browser, bearer) -> dict[str, str]:
    """What every page without a place in its address says, apart from what differs at every look."""
    addresses = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments}
    addresses |= {"/ikm?cari=batik", "/ikm?kecamatan=64.08.10", "/ikm?urut=newest"}
    program = app.test_client()
    shown = {
        address: program.get(address, headers=bearer) if address.startswith("/api/") else browser.get(address)
        for address in addresses - CHANGING
    }
    return {address: plain(answer.text) for address, answer in shown.items() if answer.status_code == 200}


def plain(text: str) -> str:
    """A page without its own secrets, ids for new forms and the time."""
    return re.sub(r'name="csrf_token" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|\d\d[.:]\d\d([.:]\d\d)?', "", text)


def _made(database, batch):
    return [row.ikm_id for row in rows_of(database, batch.id)]
