"""The mail server as a person knows it, and what it may answer when it is tried."""

from urllib.parse import quote

from shared.language import Message, msg

SECURITIES: dict[str, Message] = {
    "starttls": msg("STARTTLS, mostly port 587"),
    "tls": msg("TLS from the start, mostly port 465"),
    "none": msg("Not encrypted, only inside the office's own network"),
}
PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""Where a server is asked unless somebody says otherwise (RFC 8314, RFC 6409)."""
SCHEMES = {"starttls": "smtp+starttls", "tls": "smtps", "none": "smtp"}

SENT, NAME_NOT_FOUND, NOT_REACHED, SILENT, PASSWORD, NO_LOGIN = (
    "sent", "name_not_found", "not_reached", "silent", "password", "no_login",
)  # fmt: skip
CERTIFICATE, ENCRYPTION, SENDER, RECIPIENT, CONTENT, LATER, UNSURE, UNUSABLE, HELD = (
    "certificate", "encryption", "sender", "recipient", "content", "later", "unsure", "unusable", "held",
)  # fmt: skip
LOST = "lost"
OUTCOMES: dict[str, Message] = {
    SENT: msg("Sent. The server took the mail; look into the mailbox whether it is there, also among the spam."),
    NAME_NOT_FOUND: msg("There is no server of this name. Check how the name of the server is written."),
    NOT_REACHED: msg("The server does not answer at this port. Check name and port, and whether the line works."),
    SILENT: msg(
        "The server kept silent. Mostly the port does not fit the encryption: 587 belongs to STARTTLS, 465 to TLS."
    ),
    PASSWORD: msg("The server refused the user or the password. Type both anew; some providers want an app password."),
    NO_LOGIN: msg("This server takes no password on such a connection. Choose another encryption, or no user."),
    CERTIFICATE: msg(
        "The server's certificate is not valid for this name. Write the name as the provider does, or ask the provider."
    ),
    ENCRYPTION: msg("The server does not speak this encryption at this port. Choose the other one, or another port."),
    SENDER: msg("The server refused the sender. Mostly it must be the address that belongs to the user."),
    RECIPIENT: msg("The server works, but it refused the address to which the mail was to go."),
    CONTENT: msg("The server works, but it refused the mail itself."),
    LATER: msg("The server asks to try again later."),
    UNSURE: msg("The line broke while the mail went out. Look into the mailbox whether it is there."),
    UNUSABLE: msg("The server answered something that cannot be understood."),
    HELD: msg("This installation is set to keep all mails back, so nothing was sent."),
    LOST: msg("The trial was interrupted. Please try again."),
}


def relay_url(host: str, port: int | None, security: str, user: str, password: str) -> str:
    """Return the address of a mail server as the settings write it; user and password are percent-encoded."""
    login = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    name = f"[{host}]" if ":" in host else host
    return f"{SCHEMES[security]}://{login}{name}:{port or PORTS[security]}"
