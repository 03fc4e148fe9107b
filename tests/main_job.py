"""The product's main job on the office's own lists, by the API, the mailbox and the links in the mails."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from local import desk
from local.client import Client, eventually
from local.demo_data import LISTS, POLYTECHNIC, ROOT, packaging_course
from local.demo_steps import TOKEN
from local.mails import Mail, kept_mails
from local.running import System
from services.partners.models import Invitation
from services.partners.queries.links import PATH, answer_path
from services.registry.actions import enrolments
from shared.clock import today
from shared.database import Database
from tests.registry.factories import enrolled

SECONDS = 60


@dataclass
class MainJob:
    """One offer's way from the lists to the answers, with what was seen on it."""

    system: System
    staff: Client
    institution: Client
    password: str
    offer_id: str
    imports: dict[str, desk.Imported] = field(default_factory=dict)
    first_seen: list[Any] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    confirmed: dict[str, int] = field(default_factory=dict)
    invitations: list[Any] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)

    @classmethod
    def done_on(cls, system: System) -> "MainJob":
        """Import the four lists, welcome an institution, take its offer, open it and confirm a selection."""
        staff = desk.sign_in(system.site, *system.administrator)
        imports = {name: desk.import_list(staff, ROOT / "examples" / name) for name in LISTS}
        password = desk.welcome(staff, POLYTECHNIC) or ""
        institution = desk.sign_in(system.site, POLYTECHNIC.email, password)
        offer_id = desk.post_offer(institution, packaging_course(today()))
        job = cls(system, staff, institution, password, offer_id, imports)
        job.first_seen = staff.get("/api/partners/v1/offers", state="submitted")["items"]
        job._match_and_invite()
        return job

    def _match_and_invite(self) -> None:
        eventually(self.system.is_quiet, SECONDS, "every fact to be sent")
        desk.open_offer(self.staff, self.offer_id)
        found = desk.suggestions(self.staff, self.offer_id)["items"]
        # The best have an address; the last of the page are those who must be called.
        self.chosen = [item["ikm_id"] for item in (*found[:20], *found[-20:])]
        self.confirmed = desk.confirm(self.staff, self.offer_id, self.chosen)
        self.invitations = self.staff.get(f"{self.offer}/invitations")
        expected = sum(item["channel"] == "email" for item in self.invitations)

        def arrived() -> list[Mail] | None:
            title = packaging_course(today())["title"]  # other tests invite too
            found = [
                mail
                for mail in kept_mails(self.system.place.mail)
                if title in mail.subject and TOKEN.search(mail.text or "")
            ]
            return found if len(found) >= expected else None

        self.mails = eventually(arrived, SECONDS, f"{expected} invitations")

    institution_email = POLYTECHNIC.email

    def link(self, template: str) -> str:
        """Put ids of this job into a link such as ``/penawaran/{offer_id}``."""
        return re.sub(r"{(\w+)}", lambda found: str(getattr(self, found[1])), template)

    @property
    def ikm_id(self) -> str:
        return str(self.invitations[0]["ikm_id"])

    @property
    def other_ikm_id(self) -> str:
        return str(self.invitations[1]["ikm_id"])

    @property
    def open_token(self) -> str:
        """Return the token of an invitation that no test answers."""
        return self.token(-1)

    @cached_property
    def institution_id(self) -> str:
        return str(self.staff.get("/api/partners/v1/institutions")["items"][0]["id"])

    @cached_property
    def draft_id(self) -> str:
        """Return an offer that its institution may still change."""
        offer = packaging_course(today()) | {"title": "Klinik label"}
        return str(self.institution.post("/api/partners/v1/offers", offer, key="draft")["id"])

    @cached_property
    def session_id(self) -> str:
        """Return the first meeting of the offer."""
        return str(self.staff.get(f"/api/partners/v1/offers/{self.offer_id}/sessions")[0]["id"])

    @cached_property
    def batch_id(self) -> str:
        return str(self.staff.get("/api/registry/v1/imports")["items"][0]["id"])

    @cached_property
    def planned_batch_id(self) -> str:
        """Return an import that nobody has said yes to."""
        small = self.system.place.directory / "daftar.csv"
        small.write_text("Nama Usaha;Nama Pemilik;Kecamatan;No HP\nTahu Baru;Sari Baru;Kaliorang;081211112222\n")
        batch_id = str(self.staff.upload("/api/registry/v1/imports", small, key="planned")["id"])
        path = f"/api/registry/v1/imports/{batch_id}"
        eventually(lambda: self.staff.get(path)["status"] == "planned", SECONDS, "the plan")
        return batch_id

    @cached_property
    def doubtful_row_id(self) -> str:
        return str(self.staff.get("/api/registry/v1/imports/waiting")["items"][0]["id"])

    @cached_property
    def call_id(self) -> str:
        calls = self.staff.get("/api/partners/v1/calls", page_size=100)["items"]
        return next(str(call["invitation"]["id"]) for call in calls if call["invitation"])

    @cached_property
    def attended_id(self) -> str:
        """Return an offer with sessions to which one IKM said yes."""
        course = packaging_course(today()) | {"title": "Klinik harga"}
        offer_id = desk.post_offer(self.institution, course)
        desk.open_offer(self.staff, offer_id)
        (chosen,) = desk.suggestions(self.staff, offer_id, 1)["items"]
        desk.confirm(self.staff, offer_id, [chosen["ikm_id"]])
        (asked,) = self.staff.get(f"/api/partners/v1/offers/{offer_id}/invitations")
        self.staff.post(f"/api/partners/v1/invitations/{asked['id']}/answer", {"answer": "accepted"})
        return offer_id

    @cached_property
    def pass_token(self) -> str:
        """Return the token of whoever said yes to that offer."""
        (asked,) = self.staff.get(f"/api/partners/v1/offers/{self.attended_id}/invitations")
        place = self.system.place
        keys = [place.read_secrets()["secret_key"]]
        database = Database(f"sqlite:///{place.database('partners')}", signing_keys=keys)
        with database.reading() as session:
            path = answer_path(keys, session.get_one(Invitation, UUID(asked["id"])))
        database.dispose()
        return path.removeprefix(PATH)

    @cached_property
    def attendance(self) -> Any:
        return self.staff.get(f"/api/partners/v1/offers/{self.attended_id}/attendance")

    @property
    def attended_session_id(self) -> str:
        return str(self.attendance["sessions"][0]["id"])

    @property
    def enrolment_id(self) -> str:
        return str(self.attendance["people"][0]["enrolment_id"])

    @cached_property
    def merge_id(self) -> str:
        """Return a merger of two records of which nothing is known elsewhere."""
        ikm = "/api/registry/v1/ikm"
        known = {"name": "Kue Kembar", "kecamatan_code": "64.08.10", "cluster": "PISANG"}
        kept, gone = (f"{ikm}/{self.staff.post(ikm, known, key=f'twin-{number}')['id']}" for number in (1, 2))
        sent = {"merged_id": gone.rpartition("/")[2], "merged_etag": self.staff.etag(gone), "reason": "usaha yang sama"}
        self.staff.post(f"{kept}/merge", sent, etag=self.staff.etag(kept))
        return str(self.staff.get("/api/registry/v1/merges")["items"][0]["id"])

    @cached_property
    def outcome_id(self) -> str:
        """Return the outcome of somebody who is in a programme."""
        outcomes = "/api/registry/v1/outcomes"
        if not self.staff.get(outcomes)["total"]:
            place = self.system.place
            database = Database(
                f"sqlite:///{place.database('registry')}", signing_keys=[place.read_secrets()["secret_key"]]
            )
            with database.transaction() as session:
                enrolments.keep(session, enrolled(UUID(self.ikm_id)))
            database.dispose()
        return str(self.staff.get(outcomes)["items"][0]["id"])

    @cached_property
    def registry_work_id(self) -> str:
        return self._work_id("registry")

    @cached_property
    def partners_work_id(self) -> str:
        return self._work_id("partners")

    @cached_property
    def notifications_work_id(self) -> str:
        return self._work_id("notifications")

    def _work_id(self, service: str) -> str:
        """Return long work of a service: taking up again what is parked, which is nothing."""
        return str(self.staff.post(f"/api/{service}/v1/parked-messages/replay")["id"])

    @property
    def mailbox_key(self) -> str:
        return self.system.place.read_secrets()["mailbox_key"]

    @cached_property
    def email_id(self) -> str:
        return str(self.staff.get("/api/notifications/v1/emails")["items"][0]["id"])

    @property
    def offer(self) -> str:
        return f"/api/partners/v1/offers/{self.offer_id}"

    def token(self, number: int) -> str:
        """Return the answer token of the mail with this number."""
        found = TOKEN.search(self.mails[number].text or "")
        assert found, self.mails[number].text
        return found[1]

    def ledger(self) -> dict[str, int]:
        figures: dict[str, int] = self.staff.get(f"{self.offer}/ledger")
        return figures
