import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.database import Database
from tests.shared.web.conftest import SignIn, token_in

STATUS = {
    "stale": 409,
    "rule": 409,
    "missing": 404,
    "forbidden": 403,
    "invalid": 422,
    "database": 503,
    "full": 507,
    "bug": 500,
}
SENTENCE = {
    "stale": "Data ini diubah orang lain selagi formulir terbuka.",
    "rule": "Berkas ini terlalu besar: paling besar 25 MB.",
    "missing": "Yang Bapak/Ibu cari tidak ada di sini.",
    "forbidden": "Akun Bapak/Ibu tidak berwenang melakukan ini.",
    "invalid": "Ada isian yang tidak dapat diterima.",
    "database": "Layanan sedang tidak tersedia.",
    "full": "Ruang penyimpanan server penuh atau tidak dapat ditulisi. Tidak ada yang disimpan",
    "bug": "Ada gangguan di sistem kami.",
}


@pytest.mark.parametrize("kind", STATUS)
def test_a_page_says_what_is_wrong_and_leads_on(client: FlaskClient, kind: str) -> None:
    answer = client.get(f"/salah/{kind}")
    assert answer.status_code == STATUS[kind]
    assert SENTENCE[kind] in answer.text
    assert '<a class="btn btn-primary" href="/">' in answer.text


def test_a_sentence_about_one_field_is_said_once(client: FlaskClient) -> None:
    assert "<li>Mohon diisi.</li>" not in client.get("/salah/field").text


@pytest.mark.parametrize("kind", STATUS)
def test_a_program_gets_the_same_sentence_as_problem(client: FlaskClient, kind: str) -> None:
    answer = client.get(f"/api/partners/v1/things/refused/{kind}")
    assert (answer.status_code, answer.content_type) == (STATUS[kind], "application/problem+json")
    assert answer.json
    assert answer.json["status"] == STATUS[kind]
    assert answer.json["detail"].startswith(SENTENCE[kind])


def test_a_signed_in_person_gets_a_page_when_the_database_is_away(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    sign_in("staff")
    app.extensions["database"].dispose()
    app.extensions["database"] = Database("sqlite:////nowhere/at/all.db")
    answer = client.get("/staf")
    assert answer.status_code == 503
    assert "Layanan sedang tidak tersedia." in answer.text


def test_what_was_entered_can_be_sent_again_when_the_database_is_away(client: FlaskClient, csrf: str) -> None:
    answer = client.post("/salah/database?x=1", data={"csrf_token": csrf, "name": "Tahu “Berkah”", "kind": ["a", "b"]})
    assert answer.status_code == 503
    assert '<form method="post" action="/salah/database?x=1"' in answer.text
    sent = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.text)
    assert sent[-3:] == [("name", "Tahu “Berkah”"), ("kind", "a"), ("kind", "b")]
    assert sent[-4][0] == "csrf_token"


@pytest.mark.parametrize("secret", [{"password": "rahasia"}, {"file": (io.BytesIO(b"x"), "daftar.csv")}])
def test_a_password_or_a_file_is_not_kept_in_the_page(client: FlaskClient, csrf: str, secret: dict) -> None:
    answer = client.post("/salah/database", data={"csrf_token": csrf, "email": "a@contoh.id", **secret})
    assert answer.status_code == 503
    assert "Kirim ulang" not in answer.text
    assert "rahasia" not in answer.text


@pytest.mark.parametrize("kind", ["database", "bug"])
def test_nobody_sees_the_inside(client: FlaskClient, kind: str) -> None:
    answer = client.get(f"/salah/{kind}")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_a_broken_page_names_the_story(client: FlaskClient) -> None:
    answer = client.get("/salah/bug")
    assert f"<code>{answer.headers['X-Request-Id']}</code>" in answer.text


def test_field_errors_are_told_to_programs(client: FlaskClient, sign_in: SignIn) -> None:
    answer = client.post("/api/partners/v1/things", json={"title": "ab", "seats": 0, "x": 1}, headers=sign_in("staff"))
    assert answer.status_code == 422
    assert answer.json
    assert answer.json["errors"] == {
        "title": ["Panjangnya harus 3 sampai 20."],
        "seats": ["Paling sedikit 1."],
        "x": ["Isian ini tidak dikenal."],
    }


def test_a_fraction_of_a_seat_is_a_sentence(client: FlaskClient, sign_in: SignIn) -> None:
    answer = client.post("/api/partners/v1/things", json={"title": "Kemasan", "seats": 2.7}, headers=sign_in("staff"))
    assert answer.status_code == 422
    assert answer.json
    assert answer.json["errors"] == {"seats": ["Tulis bilangan bulat, misalnya 25."]}


def test_broken_json_is_a_sentence(client: FlaskClient, sign_in: SignIn) -> None:
    headers = {**sign_in("staff"), "Content-Type": "application/json"}
    answer = client.post("/api/partners/v1/things", data="{", headers=headers)
    assert answer.status_code == 400
    assert answer.json
    assert answer.json["errors"] == {"": ["Ini tidak dapat dibaca sebagai JSON."]}


def test_a_form_without_its_token_was_open_too_long(client: FlaskClient) -> None:
    answer = client.post("/salah/bug")
    assert answer.status_code == 400
    assert "Halaman ini terbuka terlalu lama." in answer.text


def test_the_way_back_leads_to_where_the_person_came_from(client: FlaskClient) -> None:
    answer = client.get("/salah/rule", headers={"Referer": "http://localhost/ikm?q=a"})
    assert '<a class="btn btn-primary" href="/ikm?q=a">Kembali</a>' in answer.text


def test_the_way_back_never_leads_elsewhere(client: FlaskClient) -> None:
    answer = client.get("/salah/rule", headers={"Referer": "http://evil.example/ikm"})
    assert "evil.example" not in answer.text


def test_there_is_no_way_back_to_the_answer_to_a_form(client: FlaskClient) -> None:
    answer = client.get("/salah/rule", headers={"Referer": "http://localhost/keluar"})
    assert ">Kembali</a>" not in answer.text


@pytest.mark.parametrize(("path", "status"), [("/tidak-ada", 404), ("/status/429", 429), ("/status/418", 418)])
def test_other_errors_are_pages_too(client: FlaskClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, "<h1>" in answer.text) == (status, True)


def test_a_method_that_is_not_there_is_refused(client: FlaskClient, csrf: str) -> None:
    answer = client.post("/siapa", data={"csrf_token": csrf})
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_tries_are_counted_even_without_redis(client: FlaskClient) -> None:
    assert [client.get("/sering").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("path", ["/?q=a%00b", "/ada%00"])
def test_text_no_database_keeps_is_refused(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 422


@pytest.mark.parametrize("body", [r'{"title": "a\u0000b"}', r'{"title": "a\ud800b"}', r'{"a\u0000": 1}'])
def test_json_no_database_keeps_is_refused(client: FlaskClient, sign_in: SignIn, body: str) -> None:
    headers = {**sign_in("staff"), "Content-Type": "application/json"}
    answer = client.post("/api/partners/v1/things", data=body, headers=headers)
    assert answer.status_code == 422
    assert "tidak dapat disimpan" in answer.text


def test_what_was_entered_can_be_sent_again_when_it_was_tried_too_often(client: FlaskClient, csrf: str) -> None:
    sent = {"csrf_token": csrf, "name": "Tahu “Berkah”"}
    answers = [client.post("/sering", data=sent) for _ in range(3)]
    assert answers[2].status_code == 429
    assert 'name="name" value="Tahu “Berkah”"' in answers[2].text


def test_of_a_sign_in_only_the_sealed_form_goes_along_when_the_database_is_away(client: FlaskClient, csrf: str) -> None:
    sent = {"csrf_token": csrf, "email": "a@contoh.id", "password": "rahasia", "kept": "tersegel"}
    page = client.post("/salah/database", data=sent).text
    assert 'name="kept" value="tersegel"' in page
    assert "rahasia" not in page


def test_a_browser_that_does_not_tell_where_it_comes_from_is_heard(client: FlaskClient) -> None:
    page = client.get("/", base_url="https://localhost").text
    sent = {"csrf_token": token_in(page), "language": "en"}
    assert client.post("/bahasa", data=sent, base_url="https://localhost").status_code == 303
