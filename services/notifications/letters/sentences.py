"""What stands in several letters."""

from services.notifications.letters.content import Button, Facts
from services.notifications.letters.told import Told
from shared.language import gettext as _
from shared.telephone import is_number


def open_the_offer(told: Told) -> Button:
    """Lead to the offer's page."""
    return Button(_("Open the offer"), told.offer_page())


def answer_proposals(told: Told) -> Button:
    """Lead to where an institution accepts or rejects those proposed."""
    return Button(_("Answer the proposals"), told.offer_page("/peserta"))


def signs_in_with(email: str) -> Facts:
    """Say with which address somebody signs in."""
    return Facts([(_("Email for signing in"), [email])])


def reason_given(told: Told) -> str:
    """Say why something is called off."""
    return _("Reason: {reason}", reason=told["reason"])


def who_hears(told: Told) -> str:
    """Say how many IKM are told by mail, and how many the office must call."""
    return _(
        "IKM that are told by mail: {mails}. IKM that you must tell by phone: {calls}.",
        mails=told["mails"],
        calls=told["calls"],
    )


def open_the_call_list(told: Told) -> Button:
    """Lead to those whom the office must call about an offer."""
    return Button(_("Open the call list"), f"{told.site}/telepon?penawaran={told.offer['offer_id']}")


def words_of_the_office(told: Told) -> list[str]:
    """Quote what the office wrote about an offer."""
    return [_("The office writes:"), _("“{reason}”", reason=told["reason"])]


def answer_by_phone(told: Told) -> str | None:
    """Say that a phone does as well as the link, where the office has said a number; it stands at the foot."""
    call, chat = bool(told.office.called_at), is_number(told.office.whatsapp)
    if call and chat:
        return _("You can also answer by phone or WhatsApp.")
    if chat:
        return _("You can also answer by WhatsApp.")
    return _("You can also answer by phone.") if call else None


def times_are_attached(told: Told) -> str | None:
    """Say what the calendar file is for, where meetings are fixed."""
    if not told["sessions"]:
        return None
    return _("A calendar file is in this email. You can keep it on your phone.")


def times_leave_the_calendar() -> str:
    """Say what the calendar file of something called off is for."""
    return _("Are the times in your calendar? The file in this email takes them out.")
