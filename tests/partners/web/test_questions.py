"""The part of the call list that asks: one question each, one form for what came of it, and what was not taken."""

import re
from collections.abc import Callable
from urllib.parse import unquote
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from services.partners.actions import offers, question_calls
from services.partners.models import QuestionCall
from shared.database import Database
from shared.events.registry import AnswerSettled
from tests.partners import factories
from tests.partners.web.people import Person

Pair = tuple[UUID, UUID]
REFUSAL = "IKM-00012 Keripik Melati sudah memakai NIB ini."


@pytest.fixture
def pair(site: Database) -> Pair:
    """An offer that depends on a certificate nobody has asked about, and the one IKM it may be for."""
    with site.transaction() as session:
        (ikm_id,) = factories.keep_ikm(session, name="Amplang Udin", contact=factories.WITHOUT_EMAIL)
        return factories.opened(session, topic="SERTIFIKASI_HALAL").id, ikm_id


def listed(staff: FlaskClient, pair: Pair) -> str:
    return staff.get(f"/telepon?untuk=pertanyaan&penawaran={pair[0]}").text


def page_of(pair: Pair, question: str = "certificate.HALAL") -> str:
    return f"/telepon/pertanyaan/{pair[0]}/{pair[1]}/{question}"


def call_of(site: Database) -> QuestionCall:
    with site.reading() as session:
        return session.scalars(select(QuestionCall)).one()


def settle(site: Database, refusal: str | None = None) -> None:
    with site.transaction() as session:
        answer_id = session.scalars(select(QuestionCall.answer_id)).one()
        question_calls.settle_answer(session, AnswerSettled(answer_id=answer_id, refusal=refusal))


def test_the_review_leads_to_whom_to_call_with_name_number_and_one_question(staff: FlaskClient, pair: Pair) -> None:
    review = staff.get(f"/penawaran/{pair[0]}/kecocokan?kelompok=to_confirm").text
    (link,) = re.findall(r'href="(/telepon\?untuk=pertanyaan[^"]*)"', review)
    page = staff.get(link.replace("&amp;", "&")).text
    assert "Amplang Udin" in page
    assert 'href="tel:+6281234567890">0812-3456-7890' in page
    assert page.count("Apakah usaha Bapak/Ibu sudah punya Sertifikat halal?") == 1


def test_the_question_is_ready_as_a_whatsapp_message(staff: FlaskClient, pair: Pair) -> None:
    (chat,) = re.findall(r"https://wa\.me/6281234567890\?text=([^\"]+)", listed(staff, pair))
    assert unquote(chat).startswith("Yth. Pak Udin,\n\nKami menyiapkan program yang mungkin cocok untuk Amplang Udin")
    assert "Apakah usaha Bapak/Ibu sudah punya Sertifikat halal?" in unquote(chat)


def test_without_an_offer_the_list_asks_for_which(staff: FlaskClient, pair: Pair) -> None:
    page = staff.get("/telepon?untuk=pertanyaan").text
    assert f"/telepon?untuk=pertanyaan&amp;penawaran={pair[0]}" in page
    assert "Amplang Udin" not in page


def test_an_answer_leaves_the_list_and_is_seen_on_its_way(staff: FlaskClient, pair: Pair, site: Database) -> None:
    sent = {"answer": "yes", "expires_on": "2029-05-31", "tries": "0"}
    answer = staff.post(page_of(pair), data=sent)
    assert answer.location == f"/telepon?untuk=pertanyaan&penawaran={pair[0]}"
    assert "Amplang Udin" not in re.sub(r'<div class="notice.*?</div>', "", listed(staff, pair))
    asked = staff.get("/telepon?untuk=ditanya").text
    assert "Ya, sudah punya" in asked
    assert "sampai 31 Mei 2029" in asked
    assert "sedang dikirim ke Data IKM" in asked
    settle(site)
    assert "sedang dikirim ke Data IKM" not in staff.get("/telepon?untuk=ditanya").text


def test_whoever_was_not_reached_stays_on_the_list_with_a_word_about_it(staff: FlaskClient, pair: Pair) -> None:
    staff.post(page_of(pair), data={"answer": "not_reached", "tries": "0"})
    page = listed(staff, pair)
    assert "Amplang Udin" in page
    assert "Tidak terhubung, telepon lagi nanti" in page
    assert 'name="tries" value="1"' in staff.get(page_of(pair)).text


def test_one_call_leads_to_the_next_of_the_same_list(staff: FlaskClient, pair: Pair, site: Database) -> None:
    with site.transaction() as session:
        for kecamatan_code in ("64.08.04", "64.08.10"):
            (last,) = factories.keep_ikm(session, name="Keripik Ani", kecamatan_code=kecamatan_code)
    sent = {"answer": "no", "tries": "0", "next": "1"}
    following = staff.post(f"{page_of(pair)}?kecamatan=64.08.10", data=sent).location
    assert following == f"{page_of((pair[0], last))}?kecamatan=64.08.10"
    assert staff.post(following, data=sent).location == (
        f"/telepon?untuk=pertanyaan&penawaran={pair[0]}&kecamatan=64.08.10"
    )


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_noted(
    staff: FlaskClient, pair: Pair, site: Database
) -> None:
    answer = staff.post(page_of(pair), data={"answer": "no", "expires_on": "2029-05-31", "tries": "0"})
    assert answer.status_code == 422
    assert "Jawaban ini tidak memerlukan tanggal." in answer.text
    assert staff.post(page_of(pair), data={"tries": "0"}).status_code == 422
    assert staff.post(page_of(pair), data={"answer": "yes"}).status_code == 422
    with site.reading() as session:
        assert not session.scalars(select(QuestionCall)).all()


def test_a_personal_number_does_not_come_in(staff: FlaskClient, pair: Pair) -> None:
    sent = {"answer": "yes", "number": "6408041708900001", "tries": "0"}
    answer = staff.post(page_of(pair, "certificate.NIB"), data=sent)
    assert answer.status_code == 422
    assert "6408041708900001" not in answer.text


def test_the_second_of_two_callers_sees_what_the_first_noted(
    hire: Callable[..., Person], browser_of: Callable[[Person], FlaskClient], pair: Pair, site: Database
) -> None:
    first, second = (browser_of(hire("staff")) for _ in range(2))
    first.post(page_of(pair), data={"answer": "not_reached", "tries": "0"})
    answer = second.post(page_of(pair), data={"answer": "no", "tries": "0"})
    assert answer.status_code == 409
    assert "Rahma baru saja mencatat hasil telepon ini." in answer.text
    assert "Tidak terhubung" in answer.text
    assert call_of(site).answer == "not_reached"


def test_an_answer_that_the_register_did_not_take_stands_on_the_first_page_until_it_is_settled(
    staff: FlaskClient, pair: Pair, site: Database
) -> None:
    staff.post(page_of(pair, "certificate.NIB"), data={"answer": "yes", "number": "9120001234567", "tries": "0"})
    settle(site, REFUSAL)
    assert '/telepon?untuk=ditolak"' in staff.get("/").text
    page = staff.get("/telepon?untuk=ditolak").text
    assert REFUSAL in page
    assert f'/ikm/{pair[1]}"' in page
    again = staff.post(f"/telepon/pertanyaan/{call_of(site).id}/tanya-lagi")
    assert again.location == f"/telepon?untuk=pertanyaan&penawaran={pair[0]}"
    assert "/telepon?untuk=ditolak" not in staff.get("/").text
    assert "Amplang Udin" in listed(staff, pair)


def test_an_offer_closed_meanwhile_still_takes_the_answer_and_lists_nobody(
    staff: FlaskClient, pair: Pair, site: Database
) -> None:
    with site.transaction() as session:
        offers.close_offer(session, pair[0])
    assert staff.post(page_of(pair), data={"answer": "no", "tries": "0"}).status_code == 303
    assert call_of(site).is_under_way
    assert "Tidak ada yang perlu ditanya" in listed(staff, pair)


@pytest.mark.parametrize(
    ("question", "choices"),
    [
        ("cluster", ["PISANG", "KAKAO", "PANGAN_OLAHAN", "none_of_these"]),
        ("kbli", ["code"]),
        ("kecamatan_code", ["64.08.01", "64.08.18"]),
        ("size", []),
    ],
)
def test_each_question_has_its_own_answers(staff: FlaskClient, pair: Pair, question: str, choices: list[str]) -> None:
    page = staff.get(page_of(pair, question)).text
    for choice in (*choices, "does_not_know", "not_reached"):
        assert f'value="{choice}"' in page
    assert ('name="number"' in page) == (question == "kbli")
    assert (f'href="/ikm/{pair[1]}/ubah"' in page) == (question == "size")


def test_what_is_no_question_is_not_there(staff: FlaskClient, pair: Pair) -> None:
    assert staff.get(page_of(pair, "nik")).status_code == 404
    assert staff.get(f"/telepon?untuk=pertanyaan&penawaran={pair[1]}").status_code == 404


def test_whoever_only_reads_sees_the_list_and_no_form(
    hire: Callable[..., Person], browser_of: Callable[[Person], FlaskClient], pair: Pair
) -> None:
    head = browser_of(hire("head"))
    page = listed(head, pair)
    assert "Amplang Udin" in page
    assert "/telepon/pertanyaan/" not in page
    assert head.get(page_of(pair)).status_code == 403
