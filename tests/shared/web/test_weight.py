"""Whoever sends too much is told how much there may be; whoever may not send at all is not listened to."""

import io

import pytest

from shared.web.weight import (
    KILOBYTE,
    LARGEST_BODY,
    LARGEST_OF_STRANGERS,
    LARGEST_REQUEST,
    LONGEST_QUERY,
    MOST_PARTS,
    MOST_VALUES,
)  # fmt: skip

THINGS = "/api/partners/v1/things"


class Unread(io.RawIOBase):
    """A body that nobody may look at."""

    def readable(self):
        return True

    def readinto(self, _):
        raise AssertionError("the body was read")


def unread(length):
    return {"wsgi.input": Unread(), "CONTENT_LENGTH": str(length)}


def chunked(body):
    return {"wsgi.input": io.BytesIO(body), "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}


def test_what_strangers_send_is_weighed_before_it_is_read(client):
    answer = client.post("/salah/bug", environ_overrides=unread(LARGEST_OF_STRANGERS + 1))
    assert answer.status_code == 413
    assert "Ini terlalu banyak: paling banyak 256 kB." in answer.text


def test_what_has_no_length_is_read_no_further_than_it_may_be(client, csrf):
    body = io.BytesIO(b"x" * (4 * LARGEST_OF_STRANGERS))
    form = chunked(b"") | {"wsgi.input": body, "CONTENT_TYPE": "application/x-www-form-urlencoded"}
    assert client.post("/salah/bug", environ_overrides=form).status_code == 413
    assert body.tell() <= LARGEST_OF_STRANGERS + 64 * KILOBYTE


@pytest.mark.parametrize("length", [5, LARGEST_REQUEST])
def test_whoever_may_not_is_refused_unread(client, length):
    assert client.post("/berkas", environ_overrides=unread(length)).status_code == 302
    assert client.post(THINGS, environ_overrides=unread(length)).status_code == 401


def test_a_signed_in_person_may_send_more_and_a_program_too(client, sign_in):
    headers = sign_in("staff")
    answer = client.post(THINGS, headers=headers, environ_overrides=unread(LARGEST_BODY + 1))
    assert (answer.status_code, "1024 kB" in answer.json["detail"]) == (413, True)


def test_a_file_has_the_limit_of_its_own_route(client, sign_in):
    sign_in("staff")
    csrf = client.get("/").text.split('name="csrf_token" value="')[1].split('"')[0]
    form = (
        f'--X\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{csrf}\r\n--X\r\n'
        f'Content-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n{"x" * 2 * LARGEST_BODY}\r\n--X--\r\n'
    )
    answer = client.post("/berkas", data=form.encode(), content_type="multipart/form-data; boundary=X")
    assert answer.text == str(2 * LARGEST_BODY)
    answer = client.post("/berkas", environ_overrides=unread(LARGEST_REQUEST + 1))
    assert answer.status_code == 413
    assert "Berkas ini terlalu besar: paling besar 25 MB." in answer.text


def test_a_file_sent_as_text_is_none(client, sign_in):
    sign_in("staff")
    text = {"data": b"x" * (LARGEST_BODY + 1), "content_type": "application/x-www-form-urlencoded"}
    assert client.post("/berkas", **text).status_code == 413


def test_very_many_fields_of_a_form_are_refused(client):
    form = {"data": "a&" * MOST_VALUES, "content_type": "application/x-www-form-urlencoded"}
    answer = client.post("/salah/bug", **form)
    assert (answer.status_code, "10000" in answer.text) == (413, True)


def test_very_many_parts_of_a_form_are_refused(client):
    parts = {f"bagian{number}": "x" for number in range(MOST_PARTS + 1)}
    answer = client.post("/salah/bug", data=parts, content_type="multipart/form-data")
    assert answer.status_code == 413


def test_a_very_long_address_is_refused(client):
    answer = client.get("/", query_string="q=" + "x" * LONGEST_QUERY)
    assert (answer.status_code, "Alamat ini terlalu panjang." in answer.text) == (414, True)


def test_what_comes_with_a_reading_request_is_left_aside(client):
    assert client.get("/siapa", environ_overrides=unread(5)).status_code == 200
