"""Log lines carry no personal numbers and no addresses."""

from shared.log import redact


def test_nik_and_address_are_masked():
    record = redact(None, "", {"event": "row 6408041708900001 of siti@contoh.id", "count": 3})
    assert record == {"event": "row 640804******0001 of ***@***", "count": 3}


def test_they_are_masked_in_every_notation_and_however_deep():
    record = redact(
        None, "", {"event": "NIK6408041708900001", "rows": [{"nik": 6408041708900001}, ("6408–0417–0890–0001",)]}
    )
    assert record == {"event": "NIK640804******0001", "rows": [{"nik": "640804******0001"}, ["640804******0001"]]}
