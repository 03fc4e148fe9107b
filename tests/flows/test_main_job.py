"""The main job, end to end on the running system: lists, offer, suggestions, invitations, answers, ledger."""

import pytest

from local.client import Client, eventually
from local.desk import sign_in
from local.mails import kept_mails

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("site")]


def mails_to(job, address, subject):
    return [mail for mail in kept_mails(job.system.place.mail, address) if subject in mail.subject]


def invitation_of(job, number):
    """Return the invitation whose mail has this number."""
    answer = Client(job.system.site).get(f"/api/partners/v1/answers/{job.token(number)}")
    return answer["invitation"]


def test_four_lists_give_one_register(main_job):
    figures = {name: done.counts for name, done in main_job.imports.items()}
    assert figures["data-ikm-disperindag-2024.xlsx"]["new"] == pytest.approx(1363, rel=0.01)
    assert sum(counts.get("new", 0) for counts in figures.values()) == pytest.approx(1363, rel=0.01)


def test_staff_see_a_posted_offer_at_their_next_look(main_job):
    assert [offer["id"] for offer in main_job.first_seen] == [main_job.offer_id]


def test_every_suggestion_says_why_and_every_other_what_is_missing(main_job):
    best = main_job.staff.get(f"{main_job.offer}/nominations", page_size=5)["items"]
    assert all(entry["message"] for item in best for entry in item["breakdown"])
    others = main_job.staff.get(f"{main_job.offer}/nominations", state="not_eligible", page_size=5)["items"]
    assert others
    assert all(entry["message"] for item in others for entry in item["gate"])


def test_seats_given_are_the_quota_and_the_rest_waits(main_job):
    quota = main_job.ledger()["quota"]
    assert main_job.confirmed == {"seated": quota, "waiting": len(main_job.chosen) - quota}


def test_everybody_with_an_address_has_one_invitation_and_the_others_stand_on_the_call_list(main_job):
    by_mail = [item for item in main_job.invitations if item["channel"] == "email"]
    tokens = {main_job.token(number) for number in range(len(main_job.mails))}
    assert len(tokens) == len(main_job.mails) == len(by_mail)
    calls = main_job.staff.get("/api/partners/v1/calls", page_size=100, offer_id=main_job.offer_id)
    invited = [call for call in calls["items"] if call["invitation"]]
    assert len(invited) == len(main_job.invitations) - len(by_mail)
    # Here the link to answer by would lead to this machine alone.
    assert {call["whatsapp"] for call in invited} == {None}


def test_invitation_is_text_and_html_with_a_calendar(main_job):
    mail = main_job.mails[0]
    assert "WITA" in (mail.text or "")
    assert main_job.token(0) in (mail.html or "")
    (calendar,) = mail.attachments
    assert calendar.get_content_type() == "text/calendar"
    assert b"BEGIN:VEVENT" in calendar.get_payload(decode=True)


@pytest.mark.parametrize(
    ("number", "answer", "history"),
    [
        (0, {"answer": "accepted"}, "accepted"),
        (1, {"answer": "declined", "reason": "Sedang panen."}, "declined"),
        (2, {"answer": "delegated", "delegate_name": "Budi", "delegate_relation": "anak"}, "delegated"),
    ],
)
def test_answer_by_link_reaches_everybody(main_job, number, answer, history):
    before = invitation_of(main_job, number)
    Client(main_job.system.site).post(f"/api/partners/v1/answers/{main_job.token(number)}", answer)
    assert (before["state"], invitation_of(main_job, number)["state"]) == ("issued", answer["answer"])
    address = main_job.mails[number].recipients
    eventually(lambda: mails_to(main_job, address, "Jawaban"), 60, "the confirmation mail")
    named = [item["ikm_id"] for item in main_job.invitations if item["ikm_name"] == before["ikm_name"]]

    def in_the_registry():
        known = [main_job.staff.get(f"/api/registry/v1/ikm/{ikm_id}")["participations"] for ikm_id in named]
        return [item for participations in known for item in participations if item["status"] == history]

    assert eventually(in_the_registry, 60, "the answer in the history of the IKM")


def test_declined_seat_goes_to_the_next_in_line(main_job):
    issued = main_job.staff.get(f"{main_job.offer}/invitations")
    declined = [item for item in issued if item["state"] == "declined"]
    assert len([item for item in issued if item["promoted"]]) == len(declined)


def test_ledger_equals_the_rows_behind_it(main_job):
    ledger = main_job.ledger()
    invitations = main_job.staff.get(f"{main_job.offer}/invitations")
    confirmed = [item for item in invitations if item["state"] in ("accepted", "delegated")]
    assert ledger["confirmed"] == len(confirmed)
    assert main_job.institution.get(f"{main_job.offer}/ledger") == ledger


def test_institution_sees_nothing_it_must_not(main_job):
    answer = main_job.institution.get(f"{main_job.offer}/nominees")
    words = str(answer).lower()
    assert len(answer) >= main_job.ledger()["quota"]
    assert not [word for word in ("nik", "nib", "investment", "production_value") if f"'{word}'" in words]


def test_password_signs_in_only_its_own_account(main_job):
    assert sign_in(main_job.system.site, "ratna@poltek.example.com", main_job.password).get("/api/partners/v1/offers")
