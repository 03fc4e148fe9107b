"""Clicks on the site of partners."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.partners.actions import (
    account_links,
    account_opening,
    account_passwords,
    accounts,
    divisions,
    enrolments,
    invitations,
    lines,
    nominations,
    offers,
    plan_wishes,
    seat_values,
    sign_ins,
)
from services.partners.actions.calls import mark_line_told, mark_told, note_doubt
from services.partners.actions.participation_certificates import issue, revoke
from services.partners.actions.plan_floors import set_floors
from services.partners.actions.plans import DRAW
from services.partners.actions.question_calls import note_call
from services.partners.domain.answer import Answer
from services.partners.domain.policy import FIRST_WEIGHTS
from services.partners.domain.question import Heard, Question
from services.partners.models import (
    Account,
    Attendance,
    CertificateYear,
    Enrolment,
    Institution,
    Invitation,
    LineCall,
    Nomination,
    Offer,
    ParticipationCertificate,
    Plan,
    PlanSeat,
    QuestionCall,
    step_aside,
)
from services.partners.models.enrolment import of_nominations
from services.partners.models.policy import latest
from services.partners.models.sign_in import BROWSER, AccountSignIn
from services.partners.queries.closing import closing_of
from services.partners.queries.evaluation_links import evaluation_path
from services.partners.queries.links import answer_path
from services.partners.schemas.division import SegmentSchema
from shared.clock import now, today
from shared.office import locked
from shared.web.form_data import as_text
from shared.work.table import DONE, Work
from tests.contracts.double_clicks.click import Click, Setup, Stage
from tests.contracts.double_clicks.parked import parked_clicks
from tests.partners import factories
from tests.partners.web.people import PASSWORD

API = "/api/partners/v1"
HEARD = {"answer": "yes", "number": "9120001234567", "expires_on": "2030-01-31", "tries": "0"}
REASON = {"reason": "Ruangan belum siap"}
EVALUATION = {"useful": "4", "first_step": "Ganti kemasan", "obstacle": "Modal", "obstacle_topic": "AKSES_PEMBIAYAAN"}
PASSWORD_OR = "<any(password,reactivate):command>"
NOMINEE = "/penawaran/<uuid:offer_id>/peserta/<uuid:nomination_id>"
LIST = "/penawaran/<uuid:offer_id>/daftar-hadir"
OWN_NOMINEE = "/penawaran/saya/<uuid:offer_id>/peserta/<uuid:nomination_id>"


def on(make: Callable[[Session], Any], click: Callable[[Any], Click]) -> Setup:
    """A click on something made before."""

    def setup(stage: Stage) -> Click:
        with stage.database.transaction() as session:
            made = make(session)
        return click(made)

    return setup


def as_owner(offer: Offer, path: str, **sent: Any) -> Click:
    return Click(path, role="institution", institution_id=offer.institution_id, **sent)


def someone(session: Session, role: str = "staff", active: bool = True) -> Account:
    institution_id = factories.institution(session).id if role == "institution" else None
    account = account_opening.create_account(
        session,
        id=uuid4(),
        email=f"{uuid4().hex}@contoh.id",
        name="Sari",
        role=role,
        password=PASSWORD,
        institution_id=institution_id,
    )
    if not active:
        accounts.deactivate_account(session, account.id)
    session.flush()
    return account


def signed_in(session: Session) -> AccountSignIn:
    return sign_ins.begin(session, someone(session), BROWSER, "Firefox")


def partner(session: Session, active: bool = True) -> Account:
    return someone(session, "institution", active)


def inactive(session: Session) -> Account:
    return someone(session, active=False)


def inactive_partner(session: Session) -> Account:
    return partner(session, active=False)


def institution(state: str) -> Callable[[Session], Institution]:
    return lambda session: factories.institution(session, state=state)


def submitted(session: Session) -> Offer:
    return factories.submitted(session)


def drafted(session: Session) -> Offer:
    return factories.drafted(session)


def open_offer(session: Session) -> Offer:
    return offers.open_offer(session, factories.submitted(session).id)


DIVISION = {"takes_unconfirmed": True, "segments": [{"kind": "at_most", "amount": 1, "each_desa": True}]}


def divided(session: Session) -> Offer:
    return divisions.divide(session, open_offer(session).id, [SegmentSchema().load(DIVISION["segments"][0])], False)


def without_floors(session: Session) -> None:
    set_floors(session, 0, [])


def paused(session: Session) -> Offer:
    return offers.pause_offer(session, open_offer(session).id)


def over(session: Session) -> Offer:
    offer = offers.close_offer(session, open_offer(session).id)
    offer.starts_on = offer.ends_on = today() - timedelta(days=2)
    return offer


def suggested(session: Session, **values: Any) -> Nomination:
    """One suggestion for an offer of its own, and the only one of that IKM."""
    (ikm_id,) = factories.keep_ikm(session)
    offer = offers.open_offer(session, factories.submitted(session, **values).id)
    (nomination,) = [row for row in factories.suggestions(session, offer) if row.ikm_id == ikm_id]
    return nomination


def not_reached(session: Session) -> QuestionCall:
    asked = suggested(session)
    return note_call(session, asked.offer_id, asked.ikm_id, Question("certificate", "NIB"), Heard("not_reached"), 0)


def of_ikm(session: Session, offer: Offer, ikm_id: Any) -> Nomination:
    mine = select(Nomination).where(Nomination.offer_id == offer.id, Nomination.ikm_id == ikm_id)
    return session.scalars(mine.execution_options(populate_existing=True)).one()


def to_plan(session: Session) -> Offer:
    """An open offer, and no plan being made."""
    session.execute(update(Work).where(Work.kind == DRAW).values(alone=None, state=DONE))
    return open_offer(session)


def planned(session: Session) -> dict[str, Any]:
    """A plan that gives one seat."""
    nomination = suggested(session)
    points, version = nomination.score, latest(session).version
    plan = Plan(made_at=now(), policy_version=version, ikm_up_to=0, history_up_to=0, points=points, bound=points,
                way="flow", exact=True, seats=1, served=1, kept=0, greedy=0, greedy_seats=0, eligible=1)  # fmt: skip
    session.add(plan)
    session.flush()
    seat = {"offer_id": nomination.offer_id, "ikm_id": nomination.ikm_id}
    session.add(PlanSeat(plan_id=plan.id, place=0, points=points, **seat))
    return {"plan_id": str(plan.id), "offer_id": str(nomination.offer_id), "ikm_ids": [str(nomination.ikm_id)]}


def wanted(it: Nomination) -> dict[str, Any]:
    return {"offer_id": str(it.offer_id), "ikm_ids": [str(it.ikm_id)], "kind": "pin", **REASON}


def wished(session: Session) -> dict[str, Any]:
    nomination = suggested(session)
    plan_wishes.wish(session, nomination.offer_id, [nomination.ikm_id], "pin", "Belum pernah ikut")
    return {"offer_id": str(nomination.offer_id), "ikm_id": str(nomination.ikm_id)}


def nominated(session: Session) -> Nomination:
    nomination = suggested(session, selects=True)
    invitations.confirm_selection(session, nomination.offer_id, [nomination.ikm_id])
    return of_ikm(session, session.get_one(Offer, nomination.offer_id), nomination.ikm_id)


def accepted(session: Session) -> Nomination:
    nomination = nominated(session)
    nominations.accept_nomination(session, nomination.id)
    return of_ikm(session, session.get_one(Offer, nomination.offer_id), nomination.ikm_id)


def dismissed(session: Session) -> Nomination:
    nomination = suggested(session)
    nominations.dismiss_nominations(session, nomination.offer_id, [nomination.ikm_id], "Belum tepat")
    return of_ikm(session, session.get_one(Offer, nomination.offer_id), nomination.ikm_id)


def invitation(session: Session) -> Invitation:
    nomination = accepted(session)
    return session.scalars(select(Invitation).where(Invitation.nomination_id == nomination.id)).one()


def attended(session: Session) -> tuple[Offer, Enrolment]:
    """Somebody who said yes, at an offer whose session was this morning."""
    asked = invitation(session)
    invitations.answer_invitation(session, asked.id, Answer("accepted"), source="link")
    offer = session.get_one(Offer, asked.offer_id)
    offer.sessions[0].starts_at, offer.sessions[0].ends_at = now() - timedelta(hours=2), now() - timedelta(hours=1)
    session.flush()
    return offer, of_nominations(session, [asked.nomination_id])[0]


def at_the_door(session: Session) -> tuple[Offer, Enrolment]:
    """The same while the session begins: today, whatever the hour."""
    offer, who = attended(session)
    offer.sessions[0].starts_at, offer.sessions[0].ends_at = now(), now() + timedelta(hours=1)
    session.flush()
    return offer, who


def listed(session: Session) -> tuple[Offer, str]:
    """An attendance list, and what closing it would lead to."""
    offer, _ = attended(session)
    return offer, closing_of(session, offer).fingerprint


def sheet(offer: Offer, who: Enrolment) -> dict[str, str]:
    return {"people": str(who.id), "sessions": str(offer.sessions[0].id), "letters": "-", "0.0": "H"}


def entry(offer: Offer, who: Enrolment) -> dict[str, str]:
    ids = {"entry_id": uuid4(), "enrolment_id": who.id, "session_id": offer.sessions[0].id}
    return {name: str(value) for name, value in ids.items()} | {"state": "present", "seen": "pending"}


def was_there(session: Session) -> Enrolment:
    """Somebody who was at a session, and may say how useful it was."""
    offer, who = attended(session)
    place = {"enrolment_id": who.id, "session_id": offer.sessions[0].id}
    session.add(Attendance(**place, state="present", source="office", noted_at=now()))
    session.flush()
    return who


def evaluation_link(stage: Stage) -> str:
    with stage.database.transaction() as session:
        return evaluation_path(stage.app.config["SETTINGS"].secret_keys, was_there(session).id)


def in_form(entries: list[dict[str, str]]) -> dict[str, str]:
    return {f"entries-{at}-{name}": value for at, one in enumerate(entries) for name, value in one.items()}


def to_tell(session: Session) -> Invitation:
    (ikm_id,) = factories.keep_ikm(session, contact=factories.WITHOUT_EMAIL)
    offer = offers.open_offer(session, factories.submitted(session).id)
    invitations.confirm_selection(session, offer.id, [ikm_id])
    found = session.scalars(select(Invitation).where(Invitation.ikm_id == ikm_id)).one()
    return invitations.cancel_invitation(session, found.id, "Ruangan belum siap")


def told(session: Session) -> Invitation:
    return mark_told(session, to_tell(session).id, "phone")


def end_of_line(session: Session) -> LineCall:
    """One without email waited for a seat in vain."""
    (ikm_id,) = factories.keep_ikm(session, contact=factories.WITHOUT_EMAIL)
    offer = offers.open_offer(session, factories.submitted(session, quota=1).id)
    invitations.confirm_selection(session, offer.id, [ikm_id])
    (waiting_id,) = factories.keep_ikm(session, contact=factories.WITHOUT_EMAIL)
    invitations.confirm_selection(session, offer.id, [waiting_id])
    waiting = of_ikm(session, offer, waiting_id)
    lines.end_in_vain(session, offers.close_offer(session, offer.id).id)
    return session.scalars(select(LineCall).where(LineCall.nomination_id == waiting.id)).one()


def end_told(session: Session) -> LineCall:
    return mark_line_told(session, end_of_line(session).id, "phone")


def doubtful(session: Session) -> Invitation:
    asked = invitation(session)
    note_doubt(session, asked.id, asks=True)
    return asked


def owner_of(nomination: Nomination, session: Session) -> Any:
    return session.get_one(Offer, nomination.offer_id).institution_id


def with_owner(make: Callable[[Session], Nomination]) -> Callable[[Session], tuple[Nomination, Any]]:
    def made(session: Session) -> tuple[Nomination, Any]:
        nomination = make(session)
        return nomination, owner_of(nomination, session)

    return made


def link(found: tuple[Invitation, str]) -> str:
    return answer_path([found[1]], found[0]).removeprefix("/undangan/")


def with_key(stage: Stage) -> tuple[Invitation, str]:
    with stage.database.transaction() as session:
        return invitation(session), stage.app.config["SETTINGS"].secret_keys[0]


def policy(session: Session) -> dict[str, Any]:
    current = latest(session)
    return {
        "version": current.version,
        "weights": FIRST_WEIGHTS,
        "yearly_cap": 40,
        "lately_days": 365,
        "answer_days": current.answer_days % 9 + 1,
    }


def policy_form(values: dict[str, Any]) -> dict[str, Any]:
    weights = values.pop("weights")
    return {**values, **{f"weights-{name}": points for name, points in weights.items()}}


MEETINGS = "/penawaran/<uuid:offer_id>/pertemuan"


def with_participants(session: Session) -> Offer:
    """An open offer to whose one meeting somebody comes."""
    offer = session.get_one(Offer, invitation(session).offer_id)
    for item in factories.invitations_of(session, offer):
        invitations.answer_invitation(session, item.id, Answer("accepted"), source="phone")
    return offer


def meeting_path(offer: Offer, word: str) -> str:
    return f"/penawaran/{offer.id}/pertemuan/{offer.sessions[0].id}/{word}"


def meeting_api(offer: Offer, word: str) -> str:
    return f"{API}/offers/{offer.id}/sessions/{offer.sessions[0].id}/{word}"


def meeting_form(offer: Offer) -> dict[str, Any]:
    """A day later, as whoever saw what that leads to sends it."""
    day, meeting = timedelta(days=1), offer.sessions[0]
    begins, ends = (as_text(each + day) for each in (meeting.starts_at, meeting.ends_at))
    times = {"starts_at": begins, "ends_at": ends, "place": "", "title": "Pertemuan"}
    return {**times, **REASON, "sequence": "0", "sure": "true"}


def meeting_json(offer: Offer) -> dict[str, Any]:
    return {name: value for name, value in meeting_form(offer).items() if name in ("starts_at", "ends_at")}


def new_offer(**values: Any) -> dict[str, Any]:
    return {"title": "Magang", "topic": "EKSPOR", "form": "MAGANG", **values}


def new_institution() -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "name": f"Koperasi {uuid4().hex[:8]}",
        "kind": "KOPERASI",
        "account_email": f"{uuid4().hex}@contoh.id",
    }


def office_account() -> dict[str, Any]:
    return {"name": "Sari", "email": f"{uuid4().hex}@contoh.id", "role": "staff"}


def institution_account() -> dict[str, Any]:
    return {"account_name": "Sari", "account_email": f"{uuid4().hex}@contoh.id"}


def correction(item: Institution) -> dict[str, Any]:
    return {
        "name": f"{item.name} baru",
        "kind": item.kind,
        "email": item.email,
        "contact_name": item.contact_name,
        "revision": item.revision,
    }


def tagged(path: Callable[[Any], str], make: Callable[[Session], Any], click: Callable[[Any], Click]) -> Setup:
    """A click that says which version was read."""

    def setup(stage: Stage) -> Click:
        with stage.database.transaction() as session:
            made = make(session)
        sent = click(made)
        return Click(sent.path, json=sent.json, method=sent.method, headers=stage.etag(path(made)))

    return setup


def key() -> dict[str, str]:
    return {"Idempotency-Key": uuid4().hex}


REPEATS: dict[str, Setup] = {
    "POST /masuk": on(someone, lambda it: Click("/masuk", {"email": it.email, "password": PASSWORD})),
    f"POST {API}/tokens": on(
        someone, lambda it: Click(f"{API}/tokens", json={"email": it.email, "password": PASSWORD})
    ),
}
"""Whoever proves twice to be somebody is signed in twice; each sign-in stands in the list and can be ended."""


def with_colleagues(session: Session) -> None:
    step_aside.take(session, "colleagues")


def alone(session: Session) -> None:
    step_aside.put(session, "colleagues")


def office(session: Session) -> dict[str, Any]:
    return {"revision": locked(session).revision, "phone": "0549-21000", "hours": uuid4().hex}


WORTH = {"value": 1_500_000, "source": "DPA 2024"}


def unvalued(session: Session) -> str:
    seat_values.drop_seat_value(session, "MAGANG")
    return "MAGANG"


def valued(session: Session) -> str:
    seat_values.set_seat_value(session, "PAMERAN", 1_000_000, "DPA 2023")
    return "PAMERAN"


def generated(session: Session) -> tuple[Account, str]:
    account = someone(session)
    return account, account_passwords.reset_password(session, account.id)


def link_secret(stage: Stage) -> str:
    with stage.database.transaction() as session:
        return account_links.secret(session, account_links.invite(session, someone(session).id))


ATTENDANCE: dict[str, Setup] = {
    f"POST {LIST}": on(attended, lambda it: Click(f"/penawaran/{it[0].id}/daftar-hadir", sheet(*it))),
    f"POST {LIST}/kirim": on(
        attended, lambda it: Click(f"/penawaran/{it[0].id}/daftar-hadir/kirim", in_form([entry(*it)]))
    ),
    f"POST {LIST}/sesi/<uuid:session_id>": on(
        attended,
        lambda it: Click(
            f"/penawaran/{it[0].id}/daftar-hadir/sesi/{it[0].sessions[0].id}", {"mark": f"{it[1].id}.-.H"}
        ),
    ),
    f"POST {LIST}/sesi/<uuid:session_id>/semua-hadir": on(
        attended,
        lambda it: Click(f"/penawaran/{it[0].id}/daftar-hadir/sesi/{it[0].sessions[0].id}/semua-hadir"),
    ),
    f"POST {LIST}/sesi/<uuid:session_id>/pintu": on(
        at_the_door,
        lambda it: Click(
            f"/penawaran/{it[0].id}/daftar-hadir/sesi/{it[0].sessions[0].id}/pintu", {"code": it[1].pass_code}
        ),
    ),
    f"POST {API}/offers/<uuid:offer_id>/sessions/<uuid:session_id>/door": on(
        at_the_door,
        lambda it: Click(
            f"{API}/offers/{it[0].id}/sessions/{it[0].sessions[0].id}/door", json={"code": it[1].pass_code}
        ),
    ),
    f"POST {LIST}/peserta/<uuid:enrolment_id>": on(
        attended,
        lambda it: Click(
            f"/penawaran/{it[0].id}/daftar-hadir/peserta/{it[1].id}",
            {"session_id": str(it[0].sessions[0].id), "state": "present", "came_instead": "Budi", "relation": "anak"},
        ),
    ),
    f"POST {LIST}/tutup": on(listed, lambda it: Click(f"/penawaran/{it[0].id}/daftar-hadir/tutup", {"seen": it[1]})),
    f"POST {API}/offers/<uuid:offer_id>/attendance": on(
        attended, lambda it: Click(f"{API}/offers/{it[0].id}/attendance", json={"entries": [entry(*it)]})
    ),
    f"POST {API}/offers/<uuid:offer_id>/attendance/close": on(
        listed, lambda it: Click(f"{API}/offers/{it[0].id}/attendance/close", json={"seen": it[1]})
    ),
}


def completed(session: Session) -> Offer:
    """An offer of its own that one IKM completed, in a year that has its row already."""
    CertificateYear.take(session, today().year, 0)
    asked = invitation(session)
    invitations.answer_invitation(session, asked.id, Answer("accepted"), source="link")
    enrolments.move(session, of_nominations(session, [asked.nomination_id]), "complete", None)
    return session.get_one(Offer, asked.offer_id)


def certificate(session: Session) -> ParticipationCertificate:
    return issue(session, completed(session).id, "Disperindag")[0]


def revoked_certificate(session: Session) -> ParticipationCertificate:
    return revoke(session, certificate(session).id, "Nama keliru")


CERTIFICATE = f"{API}/participation-certificates"
TABLE: dict[str, Setup] = {
    **ATTENDANCE,
    "POST /penawaran/<uuid:offer_id>/sertifikat": on(completed, lambda it: Click(f"/penawaran/{it.id}/sertifikat")),
    f"POST {API}/offers/<uuid:offer_id>/participation-certificates": on(
        completed, lambda it: Click(f"{API}/offers/{it.id}/participation-certificates")
    ),
    "POST /penawaran/evaluasi/<uuid:enrolment_id>": on(
        was_there, lambda it: Click(f"/penawaran/evaluasi/{it.id}", EVALUATION)
    ),
    "POST /evaluasi/<token>": lambda stage: Click(evaluation_link(stage), EVALUATION),
    "POST /penawaran/sertifikat/<uuid:certificate_id>/cabut": on(
        certificate, lambda it: Click(f"/penawaran/sertifikat/{it.id}/cabut", REASON)
    ),
    f"POST {CERTIFICATE}/<uuid:certificate_id>/revoke": on(
        certificate, lambda it: Click(f"{CERTIFICATE}/{it.id}/revoke", json=REASON)
    ),
    "POST /penawaran/sertifikat/<uuid:certificate_id>/terbitkan-lagi": on(
        revoked_certificate, lambda it: Click(f"/penawaran/sertifikat/{it.id}/terbitkan-lagi")
    ),
    f"POST {CERTIFICATE}/<uuid:certificate_id>/reissue": on(
        revoked_certificate, lambda it: Click(f"{CERTIFICATE}/{it.id}/reissue")
    ),
    "POST /kantor/langkah/<key>/kesampingkan": on(
        with_colleagues, lambda _: Click("/kantor/langkah/colleagues/kesampingkan")
    ),
    "POST /kantor/langkah/<key>/kembali": on(alone, lambda _: Click("/kantor/langkah/colleagues/kembali")),
    f"POST {API}/office/steps/<key>/put-aside": on(
        with_colleagues, lambda _: Click(f"{API}/office/steps/colleagues/put-aside")
    ),
    f"POST {API}/office/steps/<key>/take-up": on(alone, lambda _: Click(f"{API}/office/steps/colleagues/take-up")),
    "POST /buku-kuota/nilai": on(unvalued, lambda it: Click("/buku-kuota/nilai", {"form": it} | WORTH)),
    "POST /buku-kuota/nilai/hapus": on(valued, lambda it: Click("/buku-kuota/nilai/hapus", {"form": it})),
    f"PUT {API}/seat-values/<form>": on(
        unvalued, lambda it: Click(f"{API}/seat-values/{it}", json=WORTH, method="PUT")
    ),
    f"DELETE {API}/seat-values/<form>": on(valued, lambda it: Click(f"{API}/seat-values/{it}", method="DELETE")),
    "POST /kantor": on(office, lambda it: Click("/kantor", it)),
    f"PUT {API}/office": on(office, lambda it: Click(f"{API}/office", json=it, method="PUT")),
    "POST /akun/kantor/<uuid:account_id>/undang": on(someone, lambda it: Click(f"/akun/kantor/{it.id}/undang")),
    "POST /akun/diri": on(
        someone,
        lambda it: Click(
            "/akun/diri", {"name": "Sari Baru", "email": it.email, "current_password": PASSWORD}, account_id=it.id
        ),
    ),
    "POST /sandi/lupa": on(someone, lambda it: Click("/sandi/lupa", {"email": it.email})),
    "POST /sandi/baru/<secret>": lambda stage: Click(
        f"/sandi/baru/{link_secret(stage)}", {"new_password": "kalimat baru yang panjang"}
    ),
    f"POST {API}/passwords/forgotten": on(
        someone, lambda it: Click(f"{API}/passwords/forgotten", json={"email": it.email})
    ),
    f"POST {API}/passwords/by-link": lambda stage: Click(
        f"{API}/passwords/by-link", json={"secret": link_secret(stage), "new_password": "kalimat baru yang panjang"}
    ),
    f"PUT {API}/own-account": on(
        someone,
        lambda it: Click(
            f"{API}/own-account",
            json={"name": "Sari Baru", "email": it.email, "current_password": PASSWORD},
            account_id=it.id,
            method="PUT",
        ),
    ),
    f"POST {API}/own-account/password": on(
        someone,
        lambda it: Click(
            f"{API}/own-account/password",
            json={"current_password": PASSWORD, "new_password": "kalimat baru yang panjang"},
            account_id=it.id,
        ),
    ),
    f"POST {API}/office-accounts/<uuid:account_id>/invite": on(
        someone, lambda it: Click(f"{API}/office-accounts/{it.id}/invite")
    ),
    f"POST {API}/tokens/own-password": on(
        generated,
        lambda it: Click(
            f"{API}/tokens/own-password",
            json={"email": it[0].email, "password": it[1], "new_password": "kalimat baru yang panjang"},
        ),
    ),
    **parked_clicks("partners"),
    "POST /akun/kantor": lambda _: Click("/akun/kantor", office_account()),
    "POST /akun/kantor/<uuid:account_id>/aktif": on(inactive, lambda it: Click(f"/akun/kantor/{it.id}/aktif")),
    "POST /akun/kantor/<uuid:account_id>/nonaktif": on(someone, lambda it: Click(f"/akun/kantor/{it.id}/nonaktif")),
    "POST /akun/kantor/<uuid:account_id>/peran": on(
        someone, lambda it: Click(f"/akun/kantor/{it.id}/peran", {"role": "head"})
    ),
    "POST /akun/kantor/<uuid:account_id>/sandi": on(
        someone, lambda it: Click(f"/akun/kantor/{it.id}/sandi", {"revision": it.revision})
    ),
    "POST /akun/sandi": on(
        someone,
        lambda it: Click(
            "/akun/sandi", {"current_password": PASSWORD, "new_password": "kalimat baru yang panjang"}, account_id=it.id
        ),
    ),
    "POST /akun/masuk/<uuid:sign_in_id>/akhiri": on(
        signed_in, lambda it: Click(f"/akun/masuk/{it.id}/akhiri", account_id=it.account_id)
    ),
    "POST /akun/masuk/akhiri-lainnya": on(
        signed_in, lambda it: Click("/akun/masuk/akhiri-lainnya", account_id=it.account_id)
    ),
    f"POST {API}/sign-ins/<uuid:sign_in_id>/end": on(
        signed_in, lambda it: Click(f"{API}/sign-ins/{it.id}/end", account_id=it.account_id)
    ),
    f"POST {API}/sign-ins/end-others": on(
        signed_in, lambda it: Click(f"{API}/sign-ins/end-others", account_id=it.account_id)
    ),
    "POST /bahasa": on(someone, lambda it: Click("/bahasa", {"language": "en"}, account_id=it.id)),
    "POST /keluar": lambda _: Click("/keluar"),
    "POST /lembaga": lambda _: Click("/lembaga", new_institution()),
    "POST /lembaga/<uuid:institution_id>/ubah": on(
        factories.institution, lambda it: Click(f"/lembaga/{it.id}/ubah", correction(it))
    ),
    "POST /lembaga/<uuid:institution_id>/<any(aktifkan,tangguhkan,pulihkan,akhiri):word>": on(
        institution("active"), lambda it: Click(f"/lembaga/{it.id}/akhiri", REASON)
    ),
    "POST /lembaga/<uuid:institution_id>/akun": on(
        factories.institution, lambda it: Click(f"/lembaga/{it.id}/akun", institution_account())
    ),
    "POST /lembaga/<uuid:institution_id>/akun/<uuid:account_id>/aktif": on(
        inactive_partner, lambda it: Click(f"/lembaga/{it.institution_id}/akun/{it.id}/aktif")
    ),
    "POST /lembaga/<uuid:institution_id>/akun/<uuid:account_id>/nonaktif": on(
        partner, lambda it: Click(f"/lembaga/{it.institution_id}/akun/{it.id}/nonaktif")
    ),
    "POST /lembaga/<uuid:institution_id>/akun/<uuid:account_id>/sandi": on(
        partner, lambda it: Click(f"/lembaga/{it.institution_id}/akun/{it.id}/sandi", {"revision": it.revision})
    ),
    "POST /rencana/buat": on(to_plan, lambda _: Click("/rencana/buat")),
    f"POST {API}/plan": on(to_plan, lambda _: Click(f"{API}/plan")),
    "POST /rencana/ingin/<any(selalu,jangan):word>": on(
        suggested, lambda it: Click("/rencana/ingin/selalu", wanted(it))
    ),
    f"PUT {API}/plan/wishes": on(suggested, lambda it: Click(f"{API}/plan/wishes", json=wanted(it), method="PUT")),
    "POST /rencana/ingin/lepas": on(wished, lambda it: Click("/rencana/ingin/lepas", it)),
    f"POST {API}/plan/wishes/drop": on(wished, lambda it: Click(f"{API}/plan/wishes/drop", json=it)),
    "POST /rencana/periksa": on(planned, lambda it: Click("/rencana/periksa", it)),
    "POST /rencana/terima": on(planned, lambda it: Click("/rencana/terima", it)),
    f"POST {API}/plan/accept": on(planned, lambda it: Click(f"{API}/plan/accept", json=it)),
    "POST /penawaran/aturan/ubah": on(policy, lambda it: Click("/penawaran/aturan/ubah", policy_form(it))),
    "POST /penawaran/baru": on(
        factories.institution,
        lambda it: Click("/penawaran/baru", new_offer(id=str(uuid4()), institution_id=str(it.id))),
    ),
    "POST /penawaran/<uuid:offer_id>/ubah": on(
        drafted, lambda it: Click(f"/penawaran/{it.id}/ubah", new_offer(revision=it.revision))
    ),
    "POST /penawaran/<uuid:offer_id>/<any(buka,jeda,lanjutkan,tutup,selesaikan):word>": on(
        submitted, lambda it: Click(f"/penawaran/{it.id}/buka")
    ),
    "POST /penawaran/<uuid:offer_id>/<any(kembalikan,tolak,batalkan):word>": on(
        submitted, lambda it: Click(f"/penawaran/{it.id}/kembalikan", REASON)
    ),
    **{
        f"POST {MEETINGS}/<uuid:session_id>/{word}": on(
            with_participants, lambda it, word=word: Click(meeting_path(it, word), meeting_form(it))
        )
        for word in ("pindahkan", "batalkan")
    },
    f"POST {MEETINGS}/tambah": on(
        with_participants,
        lambda it: Click(f"/penawaran/{it.id}/pertemuan/tambah", {**meeting_form(it), "form_id": str(uuid4())}),
    ),
    f"POST {API}/offers/<uuid:offer_id>/sessions": on(
        with_participants,
        lambda it: Click(
            f"{API}/offers/{it.id}/sessions", json={**meeting_json(it), "title": "Lagi", "form_id": str(uuid4())}
        ),
    ),
    f"POST {API}/offers/<uuid:offer_id>/sessions/<uuid:session_id>/move": on(
        with_participants, lambda it: Click(meeting_api(it, "move"), json={**meeting_json(it), **REASON})
    ),
    f"POST {API}/offers/<uuid:offer_id>/sessions/<uuid:session_id>/cancel": on(
        with_participants, lambda it: Click(meeting_api(it, "cancel"), json=REASON)
    ),
    "POST /penawaran/<uuid:offer_id>/kuota": on(
        open_offer, lambda it: Click(f"/penawaran/{it.id}/kuota", {"quota": 5, "revision": it.revision})
    ),
    "POST /penawaran/<uuid:offer_id>/pembagian/perlu-konfirmasi": on(
        open_offer, lambda it: Click(f"/penawaran/{it.id}/pembagian/perlu-konfirmasi", {"takes_unconfirmed": "true"})
    ),
    f"PUT {API}/offers/<uuid:offer_id>/division": on(
        open_offer, lambda it: Click(f"{API}/offers/{it.id}/division", json=DIVISION, method="PUT")
    ),
    "POST /penawaran/<uuid:offer_id>/pembagian": on(
        open_offer, lambda it: Click(f"/penawaran/{it.id}/pembagian", {"kind": "reserved", "amount": "1", "sex": "P"})
    ),
    "POST /penawaran/<uuid:offer_id>/pembagian/lepas": on(
        divided, lambda it: Click(f"/penawaran/{it.id}/pembagian/lepas", {"segment_id": it.segments[0]["id"]})
    ),
    "POST /rencana/minimal": on(
        without_floors, lambda _: Click("/rencana/minimal", {"seats": "2", "kecamatan": ["64.08.10"]})
    ),
    f"PUT {API}/plan/floors": on(
        without_floors, lambda _: Click(f"{API}/plan/floors", json={"seats": 3}, method="PUT")
    ),
    "POST /penawaran/<uuid:offer_id>/kecocokan/periksa": on(
        suggested, lambda it: Click(f"/penawaran/{it.offer_id}/kecocokan/periksa", {"id": [str(it.ikm_id)]})
    ),
    "POST /penawaran/<uuid:offer_id>/kecocokan/tetapkan": on(
        suggested, lambda it: Click(f"/penawaran/{it.offer_id}/kecocokan/tetapkan", {"id": [str(it.ikm_id)]})
    ),
    "POST /penawaran/<uuid:offer_id>/kecocokan/kesampingkan": on(
        suggested,
        lambda it: Click(f"/penawaran/{it.offer_id}/kecocokan/kesampingkan", {"id": [str(it.ikm_id)], **REASON}),
    ),
    f"POST {NOMINEE}/tarik": on(accepted, lambda it: Click(f"/penawaran/{it.offer_id}/peserta/{it.id}/tarik", REASON)),
    f"POST {NOMINEE}/ikut-lagi": on(dismissed, lambda it: Click(f"/penawaran/{it.offer_id}/peserta/{it.id}/ikut-lagi")),
    f"POST {NOMINEE}/terima": on(nominated, lambda it: Click(f"/penawaran/{it.offer_id}/peserta/{it.id}/terima")),
    f"POST {NOMINEE}/tolak": on(nominated, lambda it: Click(f"/penawaran/{it.offer_id}/peserta/{it.id}/tolak", REASON)),
    f"POST {OWN_NOMINEE}/terima": on(
        with_owner(nominated),
        lambda it: Click(
            f"/penawaran/saya/{it[0].offer_id}/peserta/{it[0].id}/terima", role="institution", institution_id=it[1]
        ),
    ),
    f"POST {OWN_NOMINEE}/tolak": on(
        with_owner(nominated),
        lambda it: Click(
            f"/penawaran/saya/{it[0].offer_id}/peserta/{it[0].id}/tolak",
            REASON,
            role="institution",
            institution_id=it[1],
        ),
    ),
    "POST /penawaran/saya": on(
        factories.institution,
        lambda it: Click("/penawaran/saya", new_offer(id=str(uuid4())), role="institution", institution_id=it.id),
    ),
    "POST /penawaran/saya/<uuid:offer_id>/ubah": on(
        drafted, lambda it: as_owner(it, f"/penawaran/saya/{it.id}/ubah", form=new_offer(revision=it.revision))
    ),
    "POST /penawaran/saya/<uuid:offer_id>/batalkan": on(
        open_offer, lambda it: as_owner(it, f"/penawaran/saya/{it.id}/batalkan", form=REASON)
    ),
    "POST /telepon/<uuid:invitation_id>": on(
        invitation, lambda it: Click(f"/telepon/{it.id}", {"answer": "accepted", "source": "phone"})
    ),
    "POST /telepon/<uuid:invitation_id>/dikabari": on(
        to_tell, lambda it: Click(f"/telepon/{it.id}/dikabari", {"how": "phone"})
    ),
    "POST /telepon/<uuid:invitation_id>/sampai": on(doubtful, lambda it: Click(f"/telepon/{it.id}/sampai")),
    "POST /telepon/<uuid:invitation_id>/belum-dikabari": on(told, lambda it: Click(f"/telepon/{it.id}/belum-dikabari")),
    "POST /telepon/antrean/<uuid:call_id>/dikabari": on(
        end_of_line, lambda it: Click(f"/telepon/antrean/{it.id}/dikabari", {"how": "phone"})
    ),
    "POST /telepon/antrean/<uuid:call_id>/belum-dikabari": on(
        end_told, lambda it: Click(f"/telepon/antrean/{it.id}/belum-dikabari")
    ),
    "POST /telepon/pertanyaan/<uuid:offer_id>/<uuid:ikm_id>/<question>": on(
        suggested, lambda it: Click(f"/telepon/pertanyaan/{it.offer_id}/{it.ikm_id}/certificate.NIB", HEARD)
    ),
    "POST /telepon/pertanyaan/<uuid:call_id>/tanya-lagi": on(
        not_reached, lambda it: Click(f"/telepon/pertanyaan/{it.id}/tanya-lagi")
    ),
    f"POST {API}/offers/<uuid:offer_id>/questions/<uuid:ikm_id>/<question>": on(
        suggested,
        lambda it: Click(
            f"{API}/offers/{it.offer_id}/questions/{it.ikm_id}/certificate.NIB", json=HEARD | {"tries": 0}
        ),
    ),
    f"POST {API}/question-calls/<uuid:call_id>/ask-again": on(
        not_reached, lambda it: Click(f"{API}/question-calls/{it.id}/ask-again")
    ),
    f"POST {API}/line-calls/<uuid:call_id>/told": on(
        end_of_line, lambda it: Click(f"{API}/line-calls/{it.id}/told", json={"how": "phone"})
    ),
    f"POST {API}/line-calls/<uuid:call_id>/not-told": on(
        end_told, lambda it: Click(f"{API}/line-calls/{it.id}/not-told")
    ),
    "POST /undangan/<token>": lambda stage: Click(
        f"/undangan/{link(with_key(stage))}", {"answer": "declined", "reason": "Sakit"}
    ),
    f"POST {API}/answers/<token>": lambda stage: Click(
        f"{API}/answers/{link(with_key(stage))}", json={"answer": "accepted"}
    ),
    f"PUT {API}/policy": on(policy, lambda it: Click(f"{API}/policy", json=it, method="PUT")),
    f"POST {API}/institutions": lambda _: Click(
        f"{API}/institutions", json={"name": f"Koperasi {uuid4().hex[:8]}", "kind": "KOPERASI"}, headers=key()
    ),
    f"PUT {API}/institutions/<uuid:institution_id>": tagged(
        lambda it: f"{API}/institutions/{it.id}",
        factories.institution,
        lambda it: Click(
            f"{API}/institutions/{it.id}",
            json={k: v for k, v in correction(it).items() if k != "revision"},
            method="PUT",
        ),
    ),
    f"POST {API}/institutions/<uuid:institution_id>/<any(activate,suspend,resume,end):command>": on(
        institution("active"), lambda it: Click(f"{API}/institutions/{it.id}/suspend", json=REASON)
    ),
    f"POST {API}/institutions/<uuid:institution_id>/accounts": on(
        factories.institution, lambda it: Click(f"{API}/institutions/{it.id}/accounts", json=institution_account())
    ),
    f"POST {API}/institutions/<uuid:institution_id>/accounts/<uuid:account_id>/{PASSWORD_OR}": tagged(
        lambda it: f"{API}/institutions/{it.institution_id}/accounts/{it.id}",
        partner,
        lambda it: Click(f"{API}/institutions/{it.institution_id}/accounts/{it.id}/password"),
    ),
    f"POST {API}/institutions/<uuid:institution_id>/accounts/<uuid:account_id>/deactivate": on(
        partner, lambda it: Click(f"{API}/institutions/{it.institution_id}/accounts/{it.id}/deactivate")
    ),
    f"POST {API}/office-accounts": lambda _: Click(f"{API}/office-accounts", json=office_account()),
    f"POST {API}/office-accounts/<uuid:account_id>/{PASSWORD_OR}": tagged(
        lambda it: f"{API}/office-accounts/{it.id}",
        someone,
        lambda it: Click(f"{API}/office-accounts/{it.id}/password"),
    ),
    f"POST {API}/office-accounts/<uuid:account_id>/deactivate": on(
        someone, lambda it: Click(f"{API}/office-accounts/{it.id}/deactivate")
    ),
    f"PUT {API}/office-accounts/<uuid:account_id>/role": on(
        someone, lambda it: Click(f"{API}/office-accounts/{it.id}/role", json={"role": "head"}, method="PUT")
    ),
    f"POST {API}/invitations/<uuid:invitation_id>/answer": on(
        invitation, lambda it: Click(f"{API}/invitations/{it.id}/answer", json={"answer": "declined", **REASON})
    ),
    f"POST {API}/invitations/<uuid:invitation_id>/cancel": on(
        invitation, lambda it: Click(f"{API}/invitations/{it.id}/cancel", json=REASON)
    ),
    f"POST {API}/invitations/<uuid:invitation_id>/mail-arrived": on(
        doubtful, lambda it: Click(f"{API}/invitations/{it.id}/mail-arrived")
    ),
    f"POST {API}/invitations/<uuid:invitation_id>/told": on(
        to_tell, lambda it: Click(f"{API}/invitations/{it.id}/told", json={"how": "phone"})
    ),
    f"POST {API}/invitations/<uuid:invitation_id>/not-told": on(
        told, lambda it: Click(f"{API}/invitations/{it.id}/not-told")
    ),
    f"POST {API}/nominations/<uuid:nomination_id>/accept": on(
        nominated, lambda it: Click(f"{API}/nominations/{it.id}/accept")
    ),
    f"POST {API}/nominations/<uuid:nomination_id>/reject": on(
        nominated, lambda it: Click(f"{API}/nominations/{it.id}/reject", json=REASON)
    ),
    f"POST {API}/nominations/<uuid:nomination_id>/withdraw": on(
        accepted, lambda it: Click(f"{API}/nominations/{it.id}/withdraw", json=REASON)
    ),
    f"POST {API}/nominations/<uuid:nomination_id>/readmit": on(
        dismissed, lambda it: Click(f"{API}/nominations/{it.id}/readmit")
    ),
    f"POST {API}/offers": on(
        factories.institution,
        lambda it: Click(f"{API}/offers", json=new_offer(institution_id=str(it.id)), headers=key(), account_id=it.id),
    ),
    f"PUT {API}/offers/<uuid:offer_id>": tagged(
        lambda it: f"{API}/offers/{it.id}",
        drafted,
        lambda it: Click(f"{API}/offers/{it.id}", json=new_offer(), method="PUT"),
    ),
    f"PUT {API}/offers/<uuid:offer_id>/quota": on(
        open_offer,
        lambda it: Click(f"{API}/offers/{it.id}/quota", json={"quota": 5, "revision": it.revision}, method="PUT"),
    ),
    f"POST {API}/offers/<uuid:offer_id>/<any(open,pause,resume,close,complete):command>": on(
        over, lambda it: Click(f"{API}/offers/{it.id}/complete")
    ),
    f"POST {API}/offers/<uuid:offer_id>/submit": on(drafted, lambda it: Click(f"{API}/offers/{it.id}/submit")),
    f"POST {API}/offers/<uuid:offer_id>/cancel": on(
        open_offer, lambda it: Click(f"{API}/offers/{it.id}/cancel", json=REASON)
    ),
    f"POST {API}/offers/<uuid:offer_id>/<any(return,reject):command>": on(
        submitted, lambda it: Click(f"{API}/offers/{it.id}/return", json=REASON)
    ),
    f"POST {API}/offers/<uuid:offer_id>/nominations/confirm": on(
        suggested,
        lambda it: Click(f"{API}/offers/{it.offer_id}/nominations/confirm", json={"ikm_ids": [str(it.ikm_id)]}),
    ),
    f"POST {API}/offers/<uuid:offer_id>/nominations/dismiss": on(
        suggested,
        lambda it: Click(
            f"{API}/offers/{it.offer_id}/nominations/dismiss", json={"ikm_ids": [str(it.ikm_id)], **REASON}
        ),
    ),
}
