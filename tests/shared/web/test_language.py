from flask.testing import FlaskClient


def test_pages_are_indonesian_first(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept-Language": "en"}).text
    assert '<html lang="id">' in page
    assert "<h1>Masuk</h1>" in page


def test_english_is_remembered(client: FlaskClient, csrf: str) -> None:
    answer = client.post("/bahasa", data={"csrf_token": csrf, "language": "en", "next": "/?hal=2"})
    assert (answer.status_code, answer.location) == (303, "/?hal=2")
    assert "<h1>Sign in</h1>" in client.get("/").text


def test_a_program_asks_by_header(client: FlaskClient) -> None:
    path = "/api/partners/v1/things/refused/missing"
    assert "tidak ada" in client.get(path).text
    assert "is not here" in client.get(path, headers={"Accept-Language": "en-GB, en;q=0.8"}).text


def test_an_unknown_language_is_indonesian(client: FlaskClient) -> None:
    client.set_cookie("lang", "xx")
    assert "<h1>Masuk</h1>" in client.get("/").text


def test_switching_never_leads_elsewhere(client: FlaskClient, csrf: str) -> None:
    answer = client.post("/bahasa", data={"csrf_token": csrf, "language": "en", "next": "//evil.example"})
    assert answer.location == "/"
