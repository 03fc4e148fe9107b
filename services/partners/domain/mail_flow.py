"""How mail goes, in the words of the office's first page."""

from shared.language import Message, msg

WORKING, TROUBLED = "working", "troubled"

TROUBLES: dict[str, Message] = {
    "unreachable": msg("The mail server cannot be reached."),
    "unusable": msg("The mail server answers, but not as it should. Its settings must be checked."),
    "login_refused": msg("The mail server refuses our user name or password."),
    "sender_refused": msg("The mail server refuses the office's sender address."),
    "refusing": msg("The mail server refuses mail to everybody, also to addresses that worked."),
    "putting_off": msg("The mail server puts off every mail."),
}
OTHER = msg("The mail server takes no mail.")


def trouble(reason: str | None) -> Message:
    """Return what is wrong, as whoever looks after the mail server should hear it."""
    return TROUBLES.get(reason or "", OTHER)
