"""The three questions by link and by telephone, and the answers without names."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from services.partners.actions.evaluations import evaluate
from services.partners.actions.institutions import move_institution
from services.partners.domain.evaluation import LINK, PHONE
from services.partners.models import Enrolment, Evaluation, Offer
from services.partners.queries.evaluation_links import evaluation_path
from shared.change import Change
from shared.database import Database
from tests.conftest import SIGNING_KEY
from tests.partners.evaluations import SAID, was_there
from tests.partners.web.people import Person

Hire = Callable[..., Person]
Programme = tuple[Offer, list[Enrolment]]


@pytest.fixture
def programme(site: Database) -> Programme:
    with site.transaction() as session:
        return was_there(session)


def kept(site: Database) -> list[int]:
    with site.reading() as session:
        return list(session.scalars(select(Evaluation.useful)))


def test_a_scanner_that_opens_the_link_answers_nothing(app: Flask, programme: Programme, site: Database) -> None:
    link, reader = evaluation_path([SIGNING_KEY], programme[1][0].id), app.test_client()
    for _ in range(2):
        assert "Seberapa bermanfaat" in reader.get(link).text
        assert reader.head(link).status_code == 200
    assert kept(site) == []
    assert reader.get(f"{link}x").status_code == 404


def test_the_link_takes_an_answer_and_the_last_counts(app: Flask, programme: Programme, site: Database) -> None:
    link, reader = evaluation_path([SIGNING_KEY], programme[1][0].id), app.test_client()
    assert "sudah kami terima" in reader.post(link, data=SAID, follow_redirects=True).text
    reader.post(link, data=SAID | {"useful": "5", "obstacle_topic": ""})
    assert kept(site) == [5]


def test_whoever_only_reads_in_the_office_cannot_answer_by_the_link(
    hire: Hire, browser_of: Callable[[Person], FlaskClient], programme: Programme, site: Database
) -> None:
    link, head = evaluation_path([SIGNING_KEY], programme[1][0].id), browser_of(hire("head"))
    page = head.get(link).text
    assert "hanya membaca" in page
    assert "Seberapa bermanfaat" not in page
    assert head.post(link, data=SAID).status_code == 403
    assert kept(site) == []


def test_staff_who_answer_by_the_link_do_so_in_their_own_name(
    staff: FlaskClient, programme: Programme, site: Database
) -> None:
    one = programme[1][0]
    assert staff.post(evaluation_path([SIGNING_KEY], one.id), data=SAID).status_code == 303
    with site.reading() as session:
        line = session.scalars(select(Change).where(Change.action == "evaluate")).one()
        assert line.actor_id is not None
        assert line.new["source"] == PHONE


@pytest.mark.parametrize(
    "wrong", [{"useful": "6"}, {"useful": ""}, {"obstacle_topic": "UANG"}, {"obstacle": "x" * 1001}]
)
def test_a_wrong_answer_gets_a_sentence_and_changes_nothing(
    app: Flask, programme: Programme, site: Database, wrong: dict[str, str]
) -> None:
    sent = app.test_client().post(evaluation_path([SIGNING_KEY], programme[1][0].id), data=SAID | wrong)
    assert sent.status_code == 422
    assert f"{next(iter(wrong))}-error" in sent.text
    assert kept(site) == []


def test_staff_see_bars_and_record_what_they_hear(staff: FlaskClient, programme: Programme, site: Database) -> None:
    offer, (one, _) = programme
    page = f"/penawaran/{offer.id}/evaluasi"
    assert page in staff.get(f"/penawaran/{offer.id}").text
    address = f"/penawaran/evaluasi/{one.id}"
    assert address in staff.get(page).text
    assert staff.post(address, data={}).status_code == 422
    assert "sudah dicatat" in staff.post(address, data=SAID, follow_redirects=True).text
    shown = staff.get(page).text
    assert '<svg class="bars"' in shown
    assert "Modal kurang" in shown
    assert address not in shown


def test_an_institution_sees_figures_and_texts_without_names(
    partner_browser: FlaskClient, partner: Person, site: Database
) -> None:
    with site.transaction() as session:
        offer, (one, other) = was_there(session, institution_id=partner.institution_id)
        evaluate(session, one.id, SAID, source="link")
    shown = partner_browser.get(f"/penawaran/{offer.id}/evaluasi").text
    assert "Ganti kemasan" in shown
    assert '<svg class="bars"' in shown
    for hidden in (one.nomination.profile.name, other.nomination.profile.name, "Ibu Sari", str(one.id), str(other.id)):
        assert hidden not in shown
    assert partner_browser.get(f"/penawaran/evaluasi/{one.id}").status_code == 403


def test_a_suspended_institution_reads_no_answer(partner_browser: FlaskClient, partner: Person, site: Database) -> None:
    with site.transaction() as session:
        offer, (one, _) = was_there(session, institution_id=partner.institution_id)
        evaluate(session, one.id, SAID, source=LINK)
    with site.transaction() as session:
        move_institution(session, partner.institution_id, "suspend", "Izin dicabut")
    refused = partner_browser.get(f"/penawaran/{offer.id}/evaluasi")
    assert refused.status_code == 409
    assert "Ganti kemasan" not in refused.text


def chats(page: str) -> list[str]:
    """What each ready message of a page says."""
    links = re.findall(r'href="(https://wa\.me/[^"]+)"', page)
    return [parse_qs(urlsplit(unescape(link)).query)["text"][0] for link in links]


def test_staff_send_the_link_to_each_who_was_not_heard(
    app: Flask, staff: FlaskClient, programme: Programme, site: Database
) -> None:
    offer, (one, other) = programme
    page = f"/penawaran/{offer.id}/evaluasi"
    texts = chats(staff.get(page).text)
    assert len(texts) == 2
    link = app.config["SETTINGS"].public_url + evaluation_path([SIGNING_KEY], one.id)
    [text] = [text for text in texts if link in text]
    assert text.startswith("Yth.")
    assert "tiga pertanyaan singkat" in text
    with site.transaction() as session:
        evaluate(session, one.id, SAID, source=LINK)
    assert evaluation_path([SIGNING_KEY], other.id) in chats(staff.get(page).text)[0]
    assert link not in "".join(chats(staff.get(page).text))


def test_no_link_is_ready_where_it_opens_on_this_machine_alone(
    app: Flask, staff: FlaskClient, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = replace(app.config["SETTINGS"], public_url="http://127.0.0.1:8000")
    monkeypatch.setitem(app.config, "SETTINGS", here)
    assert chats(staff.get(f"/penawaran/{programme[0].id}/evaluasi").text) == []


def test_whoever_only_reads_in_the_office_gets_no_link(
    hire: Hire, browser_of: Callable[[Person], FlaskClient], programme: Programme
) -> None:
    shown = browser_of(hire("head")).get(f"/penawaran/{programme[0].id}/evaluasi").text
    assert "Belum menjawab" in shown
    assert chats(shown) == []
