"""A colleague is invited: the mail is on its way, and the same link stands in a message ready to send."""

from urllib.parse import quote
from uuid import UUID

from flask import render_template, url_for
from sqlalchemy.orm import Session

from services.partners.actions.account_links import invite, secret
from services.partners.domain.account import OFFICE_ROLES
from services.partners.models.account import Account
from shared.account_links import PATH
from shared.language import msg, translate, use_language
from shared.web.office import current_settings
from shared.words import datetime

MESSAGE = msg(
    "Dear {name},\n\nyou have an account for Sinergi IKM at {office}. Open this link and choose a password of your own:"
    "\n{link}\n\nIt works once, until {time}. After that you sign in with {email}."
)


def invited_page(session: Session, account_id: UUID) -> str:
    """Make the link, let it be written by mail, and answer with the message: its secret is shown nowhere else."""
    link, settings = invite(session, account_id), current_settings()
    account = session.get_one(Account, account_id)
    address = f"{settings.public_url}{PATH}{secret(session, link)}"
    with use_language(account.language):
        told = {"name": account.name, "office": settings.office.name, "link": address, "email": account.email}
        text = translate(msg(MESSAGE.template, **told, time=datetime(link.ends_at)))
    return render_template(
        "partners/account/invited.html",
        account=account,
        link=link,
        text=text,
        chat=f"https://wa.me/?text={quote(text)}",
        lead=translate(OFFICE_ROLES[account.role]),
        back=url_for("office_accounts.index"),
    )
