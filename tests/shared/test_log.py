"""Log lines carry no personal numbers and no addresses."""

from shared.log import redact


def test_nik_and_address_are_masked():
    record = redact(None, "", {"event": "row 6408041708900001 of siti@contoh.id", "count": 3})
    assert record == {"event": "row 640804******0001 of ***@***", "count": 3}
