"""A colleague is invited: the mail is on its way, and the same link stands in a message ready to send."""

from urllib.parse import quote
from uuid import UUID

from flask import render_template, url_for
from sqlalchemy.orm import Session

from services.partners.actions.account_links import invite, secret
from services.partners.domain.account import OFFICE_ROLES
from services.partners.models.account import Account
from services.partners.models.account_link import AccountLink
from shared.account_links import PATH
from shared.language import msg, translate, use_language
from shared.salutation import salutation
from shared.web.office import current_settings
from shared.words import datetime

MESSAGE = msg(
    "{greeting}\n\nyou have an account for Sinergi IKM at {office}. Open this link and choose a password of your own:"
    "\n{link}\n\nIt works once, until {time}. After that you sign in with {email}."
)


def invited(session: Session, account_id: UUID) -> tuple[AccountLink, str]:
    """Make the link, let it be written by mail, and return it with its address, which is shown nowhere else."""
    link = invite(session, account_id)
    return link, f"{current_settings().public_url}{PATH}{secret(session, link)}"


def invited_page(session: Session, account_id: UUID) -> str:
    """Answer with the message that holds the link."""
    link, address = invited(session, account_id)
    settings, account = current_settings(), session.get_one(Account, account_id)
    with use_language(account.language):
        greeting = translate(salutation(account.name, is_person=True))
        told = {"greeting": greeting, "office": settings.office.name, "link": address, "email": account.email}
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
