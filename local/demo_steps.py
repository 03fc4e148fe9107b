"""The main job, step by step, by the API and the mailbox, as people and programs do it."""

import re
from collections.abc import Callable
from time import monotonic
from typing import Any
from urllib.parse import unquote

from local import desk
from local.client import Client, eventually
from local.demo_data import FAR_AWAY, LISTS, POLYTECHNIC, ROOT, packaging_course
from local.demo_report import Report
from local.mails import Mail, kept_mails
from local.problems import Problem
from local.running import System
from shared.clock import today

MAIL_SECONDS = 60
BEST, FROM_FAR_AWAY = 24, 4
VERDICTS = {"new": "new", "update": "updates", "same": "as known", "possible": "doubtful", "refused": "refused"}
TOKEN = re.compile(r"/undangan/([\w.~-]+)")
ANSWERS = (
    {"answer": "accepted"},
    {"answer": "declined", "reason": "Sedang panen, tidak ada yang menjaga usaha."},
    {"answer": "delegated", "delegate_name": "Siti Aminah", "delegate_relation": "anak"},
)


class Demonstration:
    """Walks one offer from the lists to the ledger."""

    def __init__(self, system: System) -> None:
        self.system, self.report = system, Report()
        self.staff = desk.sign_in(system.site, *system.administrator)
        self.offer_id = ""
        self.invitations: list[Mail] = []

    def steps(self) -> tuple[Callable[[], None], ...]:
        return self.register, self.partner, self.match, self.invite, self.call, self.answer, self.count

    def register(self) -> None:
        self.report.chapter("Register: the office's lists, unchanged")
        for name, about in LISTS.items():
            self.report.point(f"{name}: {about}")
            done = desk.import_list(self.staff, ROOT / "examples" / name)
            rows = sum(done.counts.values())
            self.report.measured(f"{rows} rows of {name}", f"{worded(done.counts)}; {done.seconds:.1f} s")
        running = self.staff.get("/api/registry/v1/ikm", page_size=1)["total"]
        closed = self.staff.get("/api/registry/v1/ikm", page_size=1, status="closed")["total"]
        waiting = self.staff.get("/api/registry/v1/imports/waiting", page_size=1)["total"]
        self.report.measured("Businesses in the register", f"{running + closed}, {closed} of them closed")
        self.report.measured("Rows that wait for a person's decision", str(waiting))

    def partner(self) -> None:
        self.report.chapter("Partner: an institution posts an offer")
        password = desk.welcome(self.staff, POLYTECHNIC)
        institution = desk.sign_in(self.system.site, POLYTECHNIC.email, password or "")
        started = monotonic()
        self.offer_id = desk.post_offer(institution, packaging_course(today()))
        seen = self.staff.get("/api/partners/v1/offers", state="submitted")["items"][0]
        self.report.point(f"{POLYTECHNIC.name} hands in “{seen['title']}”, {seen['quota']} seats.")
        self.report.measured("Posted and seen by the office", f"{monotonic() - started:.1f} s")

    def match(self) -> None:
        self.report.chapter("Match: the office opens the offer, suggestions appear")
        eventually(lambda: self.system.is_quiet(), MAIL_SECONDS, "every fact has been sent")
        started = monotonic()
        desk.open_offer(self.staff, self.offer_id)
        found = desk.suggestions(self.staff, self.offer_id)
        self.report.measured("Opened and suggestions there", f"{monotonic() - started:.1f} s, {found['total']} of them")
        for item in found["items"][:3]:
            self.report.point(f"{item['score']} points  {item['ikm_name']}: {sentences(item['breakdown'])}")
        for group, title in (("to_confirm", "To be asked first"), ("not_eligible", "Not suitable")):
            others = desk.suggestions_in(self.staff, self.offer_id, 1, state=group)
            if others["total"]:
                item = others["items"][0]
                self.report.point(f"{title}: {others['total']}, such as {item['ikm_name']}: {sentences(item['gate'])}")

    def invite(self) -> None:
        self.report.chapter("Invite: the office confirms a selection")
        chosen = self.selection()
        earlier = {mail.name for mail in self.mails()}
        started = monotonic()
        done = desk.confirm(self.staff, self.offer_id, chosen)
        invited = self.staff.get(f"/api/partners/v1/offers/{self.offer_id}/invitations")
        by_mail = [item for item in invited if item["channel"] == "email"]
        self.report.point(f"{len(chosen)} chosen: the {BEST} best, and the best of {' and '.join(FAR_AWAY.values())}.")
        self.report.point(
            f"{done['seated']} seats given, {done['waiting']} wait in line; "
            f"{len(by_mail)} are invited by mail, {len(invited) - len(by_mail)} by phone."
        )

        def all_there() -> list[Mail] | None:
            new = [mail for mail in self.mails() if mail.name not in earlier and TOKEN.search(mail.text or "")]
            return new if len(new) >= len(by_mail) else None

        self.invitations = eventually(all_there, MAIL_SECONDS, f"{len(by_mail)} invitations")
        self.report.measured(
            f"Confirmed and all {len(by_mail)} invitations delivered", f"{monotonic() - started:.1f} s"
        )
        self.report.mails(self.invitations)
        self.report.whole(self.invitations[0])

    def selection(self) -> list[str]:
        """Choose the best, and some of far away whom the points alone would leave out."""
        best = desk.suggestions(self.staff, self.offer_id)["items"][:BEST]
        far = [desk.suggestions_in(self.staff, self.offer_id, FROM_FAR_AWAY, kecamatan=code) for code in FAR_AWAY]
        return list(dict.fromkeys(item["ikm_id"] for page in [{"items": best}, *far] for item in page["items"]))

    def call(self) -> None:
        self.report.chapter("Call list: those without an address")
        page = self.staff.get("/api/partners/v1/calls", page_size=50)
        for call in page["items"][:5]:
            about = call["invitation"] or call["line"]
            self.report.point(f"{about['ikm_name']}, {call['contact_name']}: {call['phone']}")
        self.report.point(f"{page['total']} calls in all.")
        ready = next(call["whatsapp"] for call in page["items"] if call["invitation"])
        if ready:
            self.report.point("The message that only has to be sent:")
            self.report.quote(unquote(ready.partition("?text=")[2]))
        else:
            self.report.point("No WhatsApp message is offered: its link would lead to this machine alone.")

    def answer(self) -> None:
        self.report.chapter("Answer: by the link in the mail, without an account")
        earlier = {mail.name for mail in self.mails()}
        started = monotonic()
        anybody = Client(self.system.site)
        answering = self.invitations[: len(ANSWERS)]
        for mail, answer in zip(answering, ANSWERS, strict=False):
            token = found_token(mail)
            shown = anybody.post(f"/api/partners/v1/answers/{token}", answer)["invitation"]
            self.report.point(
                f"{shown['ikm_name']}: {shown['state']} {shown['reason'] or shown['delegate_name'] or ''}"
            )
        new = eventually(lambda: self._confirmations(earlier, answering), MAIL_SECONDS, "confirmation mails")
        self.report.measured("Answered and confirmed by mail", f"{monotonic() - started:.1f} s")
        self.report.mails(new)
        accepted = eventually(self._accepted, MAIL_SECONDS, "an answer")
        history = eventually(lambda: self._history(accepted), MAIL_SECONDS, "the answer in the registry's history")
        self.report.point(f"In the registry: {history}")

    def _accepted(self) -> str | None:
        """Return the IKM that comes."""
        invited = self.staff.get(f"/api/partners/v1/offers/{self.offer_id}/invitations")
        return next((str(item["ikm_id"]) for item in invited if item["state"] == "accepted"), None)

    def _history(self, ikm_id: str) -> str | None:
        """Return what the registry knows of this offer and a business."""
        ikm = self.staff.get(f"/api/registry/v1/ikm/{ikm_id}")
        title = packaging_course(today())["title"]
        found = (entry for entry in ikm["participations"] if entry["title"] == title)
        return next((f"{ikm['name']}, “{title}”: {entry['status']}" for entry in found), None)

    def _confirmations(self, earlier: set[str], answering: list[Mail]) -> list[Mail] | None:
        """Return the new mails once everybody who answered has one."""
        new = [mail for mail in self.mails() if mail.name not in earlier]
        reached = {mail.recipients for mail in new}
        return new if reached >= {mail.recipients for mail in answering} else None

    def count(self) -> None:
        self.report.chapter("Ledger: quota, nominated, confirmed")
        figures = self.staff.get(f"/api/partners/v1/offers/{self.offer_id}/ledger")
        self.report.point(
            f"{figures['quota']} seats → {figures['nominated']} nominated → {figures['confirmed']} confirmed; "
            f"{figures['unanswered']} have not answered, {figures['declined']} cannot come, {figures['free']} free."
        )

    def mails(self) -> list[Mail]:
        return kept_mails(self.system.place.mail)


def found_token(mail: Mail) -> str:
    link = TOKEN.search(mail.text or "")
    if link is None:
        raise Problem(f"The mail {mail.name} has no link to answer by.")
    return link[1]


def worded(counts: dict[str, int]) -> str:
    """Say what the rows of a list do: "1361 new, 51 updates, 5 doubtful"."""
    return ", ".join(f"{counts[verdict]} {word}" for verdict, word in VERDICTS.items() if counts.get(verdict))


def sentences(items: list[dict[str, Any]]) -> str:
    return " ".join(item["message"] for item in items)
