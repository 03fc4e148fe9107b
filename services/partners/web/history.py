"""How the steps of the change history read on pages."""

from shared.language import Message, msg

OFFER_STEPS: dict[str, Message] = {
    "draft": msg("Draft saved"),
    "edit": msg("Changed"),
    "submit": msg("Submitted to the office"),
    "return": msg("Returned to the institution"),
    "reject": msg("Rejected"),
    "open": msg("Opened"),
    "pause": msg("Paused"),
    "resume": msg("Opened again"),
    "change_quota": msg("Quota changed"),
    "change_division": msg("Division of the seats changed"),
    "accept_plan": msg("Seats given by the plan"),
    "move_session": msg("Meeting moved"),
    "cancel_session": msg("Meeting cancelled"),
    "add_session": msg("Meeting added"),
    "close": msg("Closed"),
    "close_list": msg("Attendance list closed"),
    "complete": msg("Completed"),
    "cancel": msg("Cancelled"),
}
