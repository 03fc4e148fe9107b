"""The page of the office's own words."""

import pytest


@pytest.fixture
def staff(app, staff, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    return staff


def test_a_word_is_kept_shown_and_forgotten(staff):
    assert "Belum ada kata" in staff.get("/impor/kata").text
    staff.post("/impor/kata", data={"kind": "kecamatan", "word": "Kota Lama", "kecamatan": "64.08.04"})
    page = staff.get("/impor/kata").text
    assert "Kota Lama" in page
    assert "Sangatta Utara" in page
    for _ in range(2):
        staff.post("/impor/kata/hapus", data={"kind": "kecamatan", "key": "kota lama"})
    assert "Belum ada kata" in staff.get("/impor/kata").text


def test_a_word_without_a_meaning_is_asked_for_again(staff):
    answer = staff.post("/impor/kata", data={"kind": "unit", "word": "bks", "kecamatan": "64.08.04"})
    assert answer.status_code == 422
    assert "Pilih arti kata itu" in answer.text
    assert 'value="bks"' in answer.text


def test_the_head_reads_but_keeps_nothing(client_of):
    assert client_of("head").get("/impor/kata").status_code == 200
    assert client_of("institution").get("/impor/kata").status_code == 403
