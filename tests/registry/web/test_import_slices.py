"""While a large list is being written, the site's pages and the API answer as if it was not there."""

import re

from services.registry.actions import import_slices, imports
from services.registry.tasks import work as steps
from services.registry.tasks.work import work as lane
from shared.work import hand
from tests.registry.factories import registered
from tests.registry.lists import confirmed, csv_of, do_long_work, register_size, rows_of

CHANGING = ("/kerja", "/impor", "/health", "/api/v1/imports", "/api/v1/work")
"""Pages that tell how far the writing is."""


def test_pages_and_api_answer_as_before_until_all_of_a_list_is_there(
    app, site_database, client_of, tmp_path, monkeypatch
):
    with site_database.transaction() as session:
        registered(session, name="Batik Wakaroros", kecamatan_code="64.08.10")
    rows = (f"Batik {place};Nora {place};Kaliorang;0812{place:07};;;;RT. {place};" for place in range(12))
    monkeypatch.setattr(imports, "LARGE", 0)
    monkeypatch.setattr(import_slices, "SLICE", 8)
    admin = client_of("admin")
    before = answers(app, admin)
    assert len(before) > 5
    batch = confirmed(site_database, tmp_path, csv_of(*rows))

    def until(*arguments):
        hand.ending.set()
        return import_slices.write_slice(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(steps, "write_slice", until)
        lane.take_next(site_database, app.config["SETTINGS"])
    hand.ending.clear()
    assert answers(app, admin) == before
    [first, *_] = _made(site_database, batch)
    for address in (f"/ikm/{first}", f"/ikm/{first}/ubah", f"/api/v1/ikm/{first}"):
        assert admin.get(address).status_code == 404
    do_long_work(site_database, app.config["SETTINGS"])
    assert register_size(site_database) == 13
    assert admin.get(f"/ikm/{first}").status_code == 200
    assert answers(app, admin) != before


def answers(app, browser) -> dict[str, str]:
    """What every page without a place in its address says, apart from what differs at every look."""
    addresses = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments}
    shown = {address: browser.get(address) for address in addresses if not address.startswith(CHANGING)}
    searched = ["/ikm?cari=batik", "/ikm?kecamatan=64.08.10", "/ikm?urut=newest"]
    shown |= {address: browser.get(address) for address in searched}
    return {address: plain(answer.text) for address, answer in shown.items() if answer.status_code == 200}


def plain(text: str) -> str:
    return re.sub(r'(csrf|nonce|token|etag|generated|value="[0-9a-f-]{36}")[^\s>]*|\d\d[.:]\d\d([.:]\d\d)?', "", text)


def _made(database, batch):
    return [row.ikm_id for row in rows_of(database, batch.id)]
