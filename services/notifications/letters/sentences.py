"""What stands in several letters."""

from services.notifications.letters.content import Button
from services.notifications.letters.told import Told
from shared.language import gettext as _


def open_the_offer(told: Told) -> Button:
    """Lead to the offer's page."""
    return Button(_("Open the offer"), told.offer_page())


def reason_given(told: Told) -> str:
    """Say why something is called off."""
    return _("Reason: {reason}", reason=told["reason"])


def words_of_the_office(told: Told) -> str:
    """Quote what the office wrote about an offer."""
    return _("“{reason}”", reason=told["reason"])


def answer_by_phone(told: Told) -> str:
    """Say that a phone does as well as the link."""
    return _("You can also answer by phone or WhatsApp: {phone}.", phone=told.office.numbers)


def times_are_attached(told: Told) -> str | None:
    """Say what the calendar file is for, where meetings are fixed."""
    if not told["sessions"]:
        return None
    return _("The times are attached as a calendar file that you can keep on your phone.")


def times_leave_the_calendar() -> str:
    """Say what the calendar file of something called off is for."""
    return _("Did you put the times into your calendar? The attached file takes them out again.")
